// Every screen, for the people who have it, wide and on a phone, in both languages: it opens, reads well for
// everybody, fits the window, and neither console nor server has anything to say.
import { after, before, describe, test } from 'node:test';
import { assertNoProblems, axe, launch, none, openPage, overflow, problems, shot, signIn, visit } from './lib/browser.mjs';
import { SCREENS, SIZES, tabsOf } from './lib/screens.mjs';
import { startServer } from './lib/server.mjs';

let server, browser;
const states = new Map(); // login → cookies, so that each person signs in once

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  for (const login of new Set(SCREENS.flatMap((screen) => screen.as).filter(Boolean))) {
    const page = await openPage(browser, server);
    states.set(login, await signIn(page, server, login));
    assertNoProblems(page);
    await page.context().close();
  }
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [width, size] of Object.entries(SIZES)) {
  for (const lang of ['vi', 'en']) {
    describe(`${width} px, ${lang}`, () => {
      for (const screen of SCREENS) {
        for (const login of screen.as) {
          test(`${screen.name} for ${login ?? 'a visitor'}`, async () => {
            const page = await openPage(browser, server, { size, lang, state: states.get(login) });
            try {
              await holds(page, screen, lang);
              // The tabs of a record are pages of their own.
              for (const path of screen.tabs ? await tabsOf(page) : []) await holds(page, { ...screen, path }, lang);
            } catch (fault) {
              await shot(page, `failed-${screen.name}-${login ?? 'visitor'}-${lang}-${width}`).catch(() => {});
              throw fault;
            } finally {
              await page.context().close();
            }
          });
        }
      }
    });
  }
}

/** What every screen must hold; all faults of a screen are told at once. */
async function holds(page, { path, status = 200, past = false }, lang) {
  const response = await visit(page, path);
  const is = async (what, found, right) => (await found) === right ? [] : [`${what}: ${await found}, not ${right}`];
  none([
    ...await is('status', response.status(), status),
    ...await is('<html lang>', page.locator('html').getAttribute('lang'), lang),
    ...await is('without a <title>', page.title().then((title) => title.trim() === ''), false),
    ...await is('count of <h1>', page.locator('h1').count(), 1),
    // Amber exactly when the date is not today.
    ...await is('<body data-past>', page.locator('body[data-past]').count(), past ? 1 : 0),
    ...await is('pixels wider than the window', overflow(page), 0),
    ...await axe(page),
    // A page that is meant to be missing says 404, and the browser's console repeats it.
    ...problems(page, { allow: status === 200 ? [] : [new RegExp(`\\b${status}\\b`)] }),
  ], path);
}
