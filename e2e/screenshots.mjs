// Pictures of every screen at both widths into e2e/out/. Usage: node e2e/screenshots.mjs [--en] [screen…]
import { launch, openPage, OUT, shot, signIn, visit } from './lib/browser.mjs';
import { SCREENS, SIZES, tabsOf } from './lib/screens.mjs';
import { startServer } from './lib/server.mjs';

const words = process.argv.slice(2);
const lang = words.includes('--en') ? 'en' : 'vi';
const only = words.filter((word) => !word.startsWith('--'));
const screens = SCREENS.filter((screen) => !only.length || only.includes(screen.name));

const server = await startServer();
const browser = await launch();
const states = new Map([[null, undefined]]);
let count = 0;

/** One picture, and what the page complains about, to stderr. */
async function picture(page, name, path) {
  await visit(page, path);
  await shot(page, name);
  count += 1;
  for (const problem of page.problems.splice(0)) console.error(`${name}: ${problem}`);
}

try {
  for (const screen of screens) {
    const login = screen.as[0]; // the first person is the one whose screen it is
    if (!states.has(login)) {
      const page = await openPage(browser, server);
      states.set(login, await signIn(page, server, login));
      await page.context().close();
    }
    for (const [width, size] of Object.entries(SIZES)) {
      const page = await openPage(browser, server, { size, lang, state: states.get(login) });
      await picture(page, `${screen.name}-${width}`, screen.path);
      for (const path of screen.tabs ? await tabsOf(page) : []) {
        const tab = new URL(path, server.url).pathname.split('/').at(-1);
        await picture(page, `${screen.name}-${tab}-${width}`, path);
      }
      await page.context().close();
    }
  }
} finally {
  await browser.close();
  await server.stop({ allow: [/./] }); // pictures only: pages.test.mjs looks at the log
}
console.log(`${count} pictures in ${OUT}`);
