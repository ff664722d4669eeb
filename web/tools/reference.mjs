// Serves reference/ with dist/ as the real server would: hashed path, strict CSP. Usage: npm run reference [-- PORT]
// A page is plain markup plus three shorthands, each one askama macro in the product:
//   {icon:NAME}  an icon from the sprite     {include:FILE}  another file of reference/     {KEY}  a value from the page's first comment
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

export const ASSETS = '/assets/0123456789abcdef';
export const CSP = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'self'; connect-src 'self'; font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const TYPES = { '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.woff2': 'font/woff2', '.txt': 'text/plain; charset=utf-8' };

export const screens = () => readdirSync('reference').filter((f) => f.endsWith('.html') && !f.startsWith('_')).map((f) => f.slice(0, -5));

export const render = (name) => {
  const source = readFileSync(`reference/${name}.html`, 'utf8');
  const values = { shell: '_shell', past: '', post: '89.98', date: '24/11/2026', iso: '2026-11-24', chip: '<em>Hôm nay, </em>24/11/2026', current: '', title: '' };
  for (const [, k, v] of (source.match(/^<!--([\s\S]*?)-->/)?.[1] ?? '').matchAll(/^\s*(\w+):\s*(.*?)\s*$/gm)) values[k] = v;
  const body = source.replace(/^<!--[\s\S]*?-->\s*/, '');
  if (values.part) return body; // what the server answers to HX-Request
  let page = readFileSync(`reference/${values.shell}.html`, 'utf8').replace(/^<!--[\s\S]*?-->\s*/, '').replace('{main}', () => body);
  for (let i = 0; i < 3; i++) page = page.replace(/\{include:([\w.-]+)\}/g, (_, f) => readFileSync(`reference/${f}`, 'utf8').replace(/^<!--[\s\S]*?-->\s*/, ''));
  page = page.replace(/\{(shell|past|post|date|iso|chip|title)\}/g, (_, k) => values[k]);
  if (values.current) page = page.replace(`href="/${values.current}"`, `href="/${values.current}" aria-current="page"`);
  return page;
};
const icons = (html) => html
  .replace(/\{icon:([\w-]+)\}/g, `<svg class="cm-i" aria-hidden="true"><use href="${ASSETS}/icons.svg#$1"/></svg>`)
  .replaceAll('{assets}', ASSETS);

export const answer = (req, res) => {
  const path = decodeURIComponent(req.url.split('?')[0]);
  const send = (status, type, body) => res.writeHead(status, { 'content-type': type, 'content-security-policy': CSP }).end(body);
  if (path.startsWith(ASSETS + '/')) {
    const file = join('dist', path.slice(ASSETS.length));
    return existsSync(file) ? send(200, TYPES[extname(file)] ?? 'application/octet-stream', readFileSync(file)) : send(404, 'text/plain', '');
  }
  if (path === '/') return send(200, 'text/html; charset=utf-8', `<!doctype html><meta charset="utf-8"><title>reference</title><ul>${screens().map((s) => `<li><a href="/${s}">${s}</a>`).join('')}</ul>`);
  // Figure links of the pages lead to one sample card, whole or as a part.
  const name = path.startsWith('/measures/') ? (req.headers['hx-request'] ? '_card' : 'measure') : path.slice(1);
  if (!existsSync(`reference/${name}.html`)) return send(404, 'text/html; charset=utf-8', icons(render(req.headers['hx-request'] ? '_fault' : 'error')));
  send(200, 'text/html; charset=utf-8', icons(render(name)));
};

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const port = Number(process.argv[2] ?? 8090);
  createServer(answer).listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}/`));
}
