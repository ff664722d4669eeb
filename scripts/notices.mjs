// Writes THIRD-PARTY-NOTICES.txt: what the program contains of others, under which licences, with their texts.
// Usage: node scripts/notices.mjs [--check]    (--check compares instead of writing and fails on a difference)
//
// Rust: the packages that `cotmoc` reaches through normal dependencies, as Cargo.lock says; procedural macros
// and build scripts run while it is built and are not in it. Pages: the list below, as web/package-lock.json
// says. The result is the same on every machine.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUT = join(ROOT, 'THIRD-PARTY-NOTICES.txt');
const BINARY = 'cotmoc';
// One platform, so that the file does not depend on who writes it.
const PLATFORM = 'x86_64-unknown-linux-gnu';

// Packages in web/dist; `deep`: with everything they depend on, which is bundled into them.
const SHIPPED = {
  '@fontsource/be-vietnam-pro': {},
  '@tabler/core': {},
  '@tabler/icons': {},
  'htmx.org': {},
  'maplibre-gl': { deep: true },
};
// Dependencies of the above that leave no code in the bundle.
const LEFT_OUT = new Set(['@types/geojson']);

// Parts that come inside other packages or files, so that no lock file names them.
const INSIDE = [
  { name: 'Bootstrap', version: 'within @tabler/core', licence: 'MIT', copyright: ['Copyright (c) 2011-2026 The Bootstrap Authors'] },
  {
    name: 'Cot Moc So', version: 'digits of Be Vietnam Pro cut to one width; web/fonts', licence: 'OFL-1.1',
    files: ['web/fonts/OFL.txt'], copyright: ['Derived from Be Vietnam Pro'],
  },
  { name: 'SQLite', version: 'within libsqlite3-sys', licence: 'public domain', copyright: ['The authors of SQLite disclaim copyright to its source code'] },
];

// Who holds the copyright of packages that carry no licence file.
const HOLDERS = {
  flatgeobuf: ['Copyright (c) 2018, Björn Harrtell'],
  '@tabler/core': ['Copyright 2018-2026 The Tabler Authors', 'Copyright 2018-2026 codecalm.net Paweł Kuna'],
  'murmurhash-js': ['Copyright (c) 2011 Gary Court'],
};
// Packages without a licence file whose sibling of the same repository carries it.
const SIBLING = { 'alloc-stdlib': 'alloc-no-stdlib' };
// Texts for all others that name a licence and carry no file.
const STANDARD = {
  'Apache-2.0': () => readText(join(ROOT, 'LICENSE-APACHE')),
  'BSD-2-Clause': () => readText(join(ROOT, 'scripts/licences/BSD-2-Clause.txt')),
  MIT: () => readText(join(ROOT, 'LICENSE-MIT')),
};

const readText = (path) => readFileSync(path, 'utf8').replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '');
const byName = (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : a.version > b.version ? 1 : 0);

// --- what the program contains ------------------------------------------------------------------------------

function cargo(...args) {
  return execFileSync('cargo', args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] });
}

function crates() {
  // `cargo tree` knows exactly which optional packages are built in; `cargo metadata` knows their folders.
  const tree = cargo('tree', '--locked', '--package', BINARY, '--edges', 'normal,no-proc-macro', '--target', PLATFORM, '--prefix', 'none', '--format', '{p}');
  const reached = new Set(tree.split('\n').map((line) => line.match(/^(\S+) v(\S+)/)?.slice(1).join(' ')));
  const metadata = JSON.parse(cargo('metadata', '--locked', '--format-version', '1', '--filter-platform', PLATFORM));
  // A package without a source is one of ours.
  return metadata.packages.filter((p) => p.source !== null && reached.has(`${p.name} ${p.version}`)).map((p) => {
    const folder = dirname(p.manifest_path);
    const files = licenceFiles(folder, p.license_file ? join(folder, p.license_file) : null);
    return { name: p.name, version: p.version, licence: (p.license ?? 'see the text').replaceAll('/', ' OR '), authors: p.authors, files };
  }).sort(byName);
}

function npmPackages() {
  const lock = JSON.parse(readText(join(ROOT, 'web/package-lock.json'))).packages;
  for (const name of Object.keys(lock[''].dependencies ?? {})) {
    if (!(name in SHIPPED)) throw new Error(`web/package.json depends on ${name}: put it into SHIPPED in scripts/notices.mjs, or among its devDependencies if no page contains it`);
  }
  const found = new Map();
  // As Node looks for a package: in the folder of the one that asks, then upwards.
  const locate = (name, from) => {
    for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
      const key = `${at ? `${at}/` : ''}node_modules/${name}`;
      if (key in lock) return key;
      if (!at) throw new Error(`web/package-lock.json has no ${name}, which ${from || 'web'} needs`);
    }
  };
  const add = (name, from, deep) => {
    if (LEFT_OUT.has(name)) return;
    const key = locate(name, from), entry = lock[key], folder = join(ROOT, 'web', key);
    if (found.has(key)) return;
    if (!existsSync(folder)) throw new Error(`${folder} is not there: run scripts/setup.sh`);
    const author = JSON.parse(readText(join(folder, 'package.json'))).author;
    const authors = [typeof author === 'object' ? author.name : author].filter(Boolean);
    found.set(key, { name, version: entry.version, licence: entry.license, authors, files: licenceFiles(folder) });
    if (deep) for (const dep of Object.keys(entry.dependencies ?? {})) add(dep, key, true);
  };
  for (const [name, { deep = false }] of Object.entries(SHIPPED)) add(name, '', deep);
  const inside = INSIDE.map((part) => ({ authors: [], ...part, files: (part.files ?? []).map((file) => join(ROOT, file)) }));
  return [...found.values(), ...inside].sort(byName);
}

function licenceFiles(folder, named = null) {
  const is = /^(licen[cs]es?|copying|notice|copyright|unlicense)/i, code = /\.(rs|toml|json|js|ts|py|sh|html)$/i;
  const files = readdirSync(folder).filter((name) => is.test(name) && !code.test(name)).sort().flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? readdirSync(path).sort().map((inner) => join(path, inner)) : [path];
  }).filter((path) => statSync(path).isFile());
  if (named && existsSync(named) && !files.some((file) => basename(file) === basename(named))) files.push(named);
  return files;
}

// --- texts: each once, with the copyright lines kept beside each package -----------------------------------------

const COPYRIGHT = /^[\s/*#>-]*(?:copyright\b.*(?:\d{4}|\(c\)|©)|copyright:? (?:the |by )?[A-Z]|(?:\(c\)|©)\s*\d{4})/i;
const TEMPLATE = /\[yyyy\]|\{yyyy\}|<year>|\[year\]|copyright (?:owner|holder|notice|license|law|statement|interest|disclaimer)/i;
const isCopyright = (line) => COPYRIGHT.test(line) && !TEMPLATE.test(line) && line.length < 4000;

/** The same text in another layout has the same key. */
function keyOf(body) {
  const words = body.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ' ').trim()
    .replace(/ end of terms and conditions( appendix how to apply.*?limitations under the license)?/, '')
    .replace(/^(the )?mit license( mit)? /, '').replace(/^all rights reserved /, '');
  return createHash('sha256').update(words.trim()).digest('hex');
}

/** Takes the copyright lines out of a text. */
function split(text) {
  const copyright = [], body = [];
  for (const line of text.split('\n')) {
    if (isCopyright(line)) copyright.push(line.replace(/^[\s/*#>-]+/, '')
      .replace(/ \S+\.ttf: Copyright .*/, '').trim()); // a font says it once for each of its files
    else if (!/^\s*all rights reserved\.?\s*$/i.test(line)) body.push(line);
  }
  return { copyright, body: body.join('\n').replace(/\n{3,}/g, '\n\n').replace(/^\n+|\s+$/g, '') };
}

function collect(components) {
  const texts = new Map(); // key → body
  const missing = [];
  const give = (component, text, holders = null) => {
    const { copyright, body } = split(text);
    component.copyright.push(...(holders ?? copyright));
    // Some packages ship the name of a file or of a licence instead of its text.
    if (body.length < 100) return;
    const key = keyOf(body);
    const known = texts.get(key);
    // Of several layouts always the same one, whatever the order.
    if (!known || body.length < known.length || (body.length === known.length && body < known)) texts.set(key, body);
    component.keys.add(key);
  };
  for (const component of components) {
    if (component.files.length === 0) component.files = components.find((c) => c.name === SIBLING[component.name])?.files ?? [];
    component.keys = new Set();
    component.copyright = [...(component.copyright ?? HOLDERS[component.name] ?? [])];
    for (const file of component.files) give(component, readText(file));
    if (component.keys.size === 0) {
      const ids = component.licence.split(/ OR | AND |[()]/).filter((id) => id in STANDARD);
      const holders = component.copyright.length ? [] : component.authors.map((a) => `Copyright: ${a.replace(/ *<[^>]*>/, '')}`);
      for (const id of ids) give(component, STANDARD[id](), holders);
      if (ids.length === 0 && component.licence !== 'public domain') missing.push(`${component.name} ${component.version} (${component.licence})`);
    }
    component.copyright = [...new Set(component.copyright)];
  }
  if (missing.length) throw new Error(`no licence text for: ${missing.join(', ')}; add it to SIBLING, HOLDERS or STANDARD in scripts/notices.mjs`);
  return texts;
}

// --- the file -----------------------------------------------------------------------------------------------

function render() {
  const rust = crates(), pages = npmPackages();
  const texts = collect([...rust, ...pages]);
  // A text is called by the first letters of its key, so that a new package changes few lines.
  const id = (key) => key.slice(0, 6);

  const line = (c) => [
    `${c.name} ${c.version.replace(/^(?=[^\d])/, '– ')}: ${c.licence}${c.keys.size ? `; ${[...c.keys].sort().map((key) => `[${id(key)}]`).join(' ')}` : ''}`,
    ...c.copyright.map((holder) => `    ${holder}`),
  ].join('\n');
  const rule = '='.repeat(80);
  return [
    'THIRD-PARTY NOTICES',
    '',
    'Cột Mốc contains the following works of others. After each stand its licence as its',
    'authors name it, its texts (below), and its copyright lines. Where a',
    'licence leaves a choice ("OR"), any one of the texts may be taken.',
    'Made by scripts/notices.mjs; do not edit.',
    '', rule, 'IN THE PROGRAM (Rust packages)', rule, '',
    ...rust.map(line),
    '', rule, 'IN THE PAGES (scripts, styles, icons, fonts) AND WITHIN OTHER PARTS', rule, '',
    ...pages.map(line),
    '', rule, 'TEXTS', rule,
    ...[...texts].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, body]) => ['', `[${id(key)}] ${'-'.repeat(71)}`, '', body]),
    '',
  ].join('\n');
}

let text;
try {
  text = render();
} catch (fault) {
  console.error(`notices: ${fault.message}`);
  process.exit(1);
}
if (process.argv.includes('--check')) {
  const now = existsSync(OUT) ? readText(OUT) : '';
  if (now !== text) {
    const lines = now.split('\n'), at = text.split('\n').findIndex((l, i) => l !== lines[i]);
    console.error('THIRD-PARTY-NOTICES.txt is not what Cargo.lock and web/package-lock.json say.');
    console.error(`First difference in line ${at + 1}:\n  is         ${lines[at] ?? '(nothing)'}\n  should be  ${text.split('\n')[at] ?? '(nothing)'}`);
    console.error('Run `make notices` and commit the result.');
    process.exit(1);
  }
} else {
  writeFileSync(OUT, text);
  console.log(`THIRD-PARTY-NOTICES.txt: ${Math.ceil(text.length / 1024)} KiB`);
}
