// Debian's Chromium, and what every page must hold: no errors in its console, nothing blocked by its own
// security policy, nothing fetched from elsewhere, nothing wider than the window, no accessibility fault.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const OUT = fileURLToPath(new URL('../out/', import.meta.url));
export const WIDE = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
const STEP_MS = 15_000, MAP_MS = 20_000;

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The browser of this machine; CHROMIUM names another one. */
function executable() {
  const names = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  for (const name of names.filter(Boolean)) {
    try {
      return execFileSync('sh', ['-c', 'command -v -- "$1"', 'sh', name], { encoding: 'utf8' }).trim();
    } catch { /* the next one */ }
  }
  throw new Error('no Chromium found: run `scripts/setup.sh test`, or set CHROMIUM');
}

export function launch() {
  return chromium.launch({
    executablePath: executable(),
    // The sandbox does not work as root; everybody else has it.
    chromiumSandbox: process.getuid?.() !== 0,
    args: [
      '--headless', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader',
    ],
  });
}

/**
 * A page in a browser profile of its own, watched from the first request on.
 * `state` is what signIn returned, to be the same person again without another sign-in.
 */
export async function openPage(browser, server, { size = WIDE, lang = 'vi', state } = {}) {
  const phone = size.width < 500;
  const context = await browser.newContext({
    baseURL: server.url, viewport: size, storageState: state, hasTouch: phone, isMobile: phone,
    locale: lang === 'vi' ? 'vi-VN' : 'en-GB', timezoneId: 'Asia/Ho_Chi_Minh', reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(STEP_MS);
  await context.addCookies([{ name: 'lang', value: lang, url: server.url }]);
  // A blocked resource is told to the console of most browsers; this makes it sure and says which rule.
  await context.addInitScript(() => addEventListener('securitypolicyviolation', (e) => {
    console.error(`CSP ${e.effectiveDirective} blocks ${e.blockedURI || 'inline'} (${e.sourceFile}:${e.lineNumber})`);
  }));
  const page = await context.newPage();
  return Object.assign(page, { problems: watch(page, server.url) });
}

/** Collects what goes wrong on a page while it lives. */
function watch(page, home) {
  const found = [];
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    found.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (fault) => found.push(`script: ${fault.stack ?? fault.message}`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // What a page was still fetching when the next one was opened is no fault.
    if (why !== 'net::ERR_ABORTED') found.push(`failed: ${request.method()} ${request.url()} ${why}`);
  });
  page.on('request', (request) => {
    if (!/^(data|blob|about):/.test(request.url()) && !request.url().startsWith(`${home}/`)) found.push(`elsewhere: ${request.url()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) found.push(`status ${response.status()}: ${response.request().method()} ${response.url()}`);
  });
  return found;
}

/** What went wrong since the last time this was asked; `allow`: patterns of what the test provoked. */
export function problems(page, { allow = [] } = {}) {
  return page.problems.splice(0).filter((problem) => !allow.some((ok) => ok.test(problem)));
}

export function assertNoProblems(page, { allow = [] } = {}) {
  none(problems(page, { allow }), page.url());
}

/** Asserts that a list of faults is empty; otherwise prints them a line each, where a diff would say all twice. */
export function none(faults, about) {
  assert.ok(faults.length === 0, `${about}\n${faults.map((fault) => `    ${fault}`).join('\n')}\n`);
}

/** Opens an address and waits until a person could use the page. Returns the answer. */
export async function visit(page, path) {
  const response = await page.goto(path);
  await settled(page);
  return response;
}

/** Fonts are there, htmx is done, and a map in sight is drawn (the map island then sets <html data-map="ready">). */
export async function settled(page) {
  await page.evaluate(() => document.fonts.ready.then(() => true));
  await page.waitForFunction(() => !document.querySelector('.htmx-request'));
  if (await page.locator('.cm-map .gl').first().isVisible()) {
    await page.waitForFunction(() => document.documentElement.dataset.map === 'ready', null, { timeout: MAP_MS })
      .catch(() => page.problems.push(`map not drawn after ${MAP_MS / 1000} s: ${page.url()}`));
  }
}

/** Signs in by the form; returns the cookies for further pages of the same person. */
export async function signIn(page, server, login) {
  const person = server.passwords.get(login);
  assert.ok(person, `the demo has no login ${login}; it has ${[...server.passwords.keys()].join(', ')}`);
  await page.goto('/sign-in');
  await fillSignIn(page, login, person.password);
  assert.notEqual(new URL(page.url()).pathname, '/sign-in', `${login} could not sign in`);
  await settled(page);
  return page.context().storageState();
}

/** The field of the sign-in form that browsers fill with the login. */
export const loginField = (page) => page.locator('input[autocomplete=username]');
export const passwordField = (page) => page.locator('input[autocomplete=current-password]');

/** Fills and sends the sign-in form. */
export async function fillSignIn(page, login, password) {
  await loginField(page).fill(login);
  await passwordField(page).fill(password);
  await send(page, page.locator('form:has(input[type=password])'));
}

/** Sends a form by its button and waits for the page that answers. */
export async function send(page, form) {
  await Promise.all([page.waitForEvent('load'), form.locator('button:not([type=button])').first().click()]);
}

/** Accessibility faults of the page as it stands, a line each. */
export async function axe(page) {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    // On a phone two bars float over the page. A person scrolls what lies under them; axe would call it covered.
    const bars = [...document.querySelectorAll('.cm-rail, .cm-tabbar')];
    bars.forEach((bar) => { bar.style.position = 'static'; });
    const result = await window.axe.run(document, { runOnly: rules, resultTypes: ['violations'] });
    bars.forEach((bar) => { bar.style.position = ''; });
    return result.violations;
  }, RULES);
  return violations.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} – ${n.failureSummary?.split('\n').slice(1).map((s) => s.trim()).join('; ')}`));
}

/** By how many pixels the page is wider than the screen; 0 is right. On a phone `innerWidth` grows with what is too wide. */
export const overflow = (page) => page.evaluate((width) => Math.max(0, document.documentElement.scrollWidth - width), page.viewportSize().width);

/** A picture in e2e/out/. */
export async function shot(page, name, { fullPage = false } = {}) {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, `${name}.png`);
  await page.screenshot({ path, fullPage, animations: 'disabled' });
  return path;
}

/** What has the keyboard's focus, as "tag#id.class text", for messages and asserts. */
export const focused = (page) => page.evaluate(() => {
  const e = document.activeElement;
  return e ? `${e.tagName.toLowerCase()}${e.id && '#' + e.id}${[...e.classList].map((c) => '.' + c).join('')} ${e.textContent.trim().slice(0, 40)}` : '';
});
