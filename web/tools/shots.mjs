// Looks at every reference page as a person and as axe would: screenshots into shots/, overflow, CSP and console
// errors, WCAG 2.2 A and AA. Exit code 1 when anything is found. Usage: npm run shots [-- NAME…]
import { mkdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';
import { answer, screens } from './reference.mjs';

const only = process.argv.slice(2), port = 8091;
const server = createServer(answer).listen(port, '127.0.0.1');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-unsafe-swiftshader'],
});
mkdirSync('shots', { recursive: true });
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');
let found = 0;
const say = (...words) => { found++; console.log(...words); };

for (const name of screens().filter((s) => !only.length || only.includes(s))) {
  for (const [width, height, mode] of [[1440, 900], [390, 844], [1440, 900, 'dark'], [1440, 900, 'more']]) {
    if (mode && !only.length && !['register', 'cluster'].includes(name)) continue;
    const shot = `${name}${mode ? '-' + mode : ''}-${width}`;
    const context = await browser.newContext({ viewport: { width, height }, hasTouch: width < 500, isMobile: width < 500 });
    const page = await context.newPage();
    page.on('console', (m) => m.type() === 'error' && !/404/.test(m.text()) && say(shot, m.text()));
    page.on('pageerror', (e) => say(shot, e.message));
    await page.goto(`http://127.0.0.1:${port}/${name}`);
    if (mode === 'dark') await page.evaluate(() => { document.documentElement.dataset.theme = 'dark'; });
    if (mode === 'more') await page.evaluate(() => { document.documentElement.dataset.contrast = 'more'; });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForTimeout(400);
    if (name === 'figure') { await page.click('.cm-heads a.cm-fig'); await page.waitForSelector('#side .big'); await page.waitForTimeout(150); }
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    if (over > 0) say(shot, 'is wider than the window by', over);
    await page.screenshot({ path: `shots/${shot}.png` });
    if (width < 500) await page.screenshot({ path: `shots/${shot}-full.png`, fullPage: true });
    // At the end of the page the sticky bars cover nothing; axe looks at the page as it stands, so they step aside.
    await page.evaluate(() => document.querySelectorAll('.cm-rail, .cm-tabbar').forEach((e) => { e.style.position = 'static'; }));
    await page.evaluate(axe); // through the debugger, so the page's CSP does not stand in the way
    const { violations } = await page.evaluate(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }));
    for (const v of violations) say(shot, v.id, v.nodes.length, v.nodes[0].html.slice(0, 140), v.nodes[0].any[0]?.message ?? '');
    await context.close();
  }
}
await browser.close();
server.close();
console.log(found ? `${found} findings` : 'nothing found');
process.exit(found ? 1 : 0);
