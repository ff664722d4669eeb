// What people do, step by step, in a browser. The conventions these tests hold on to:
//   sign in   fields with autocomplete=username and autocomplete=current-password; a refusal is a [role=alert]
//   sign out  form[action$="/sign-out"] in the menu .cm-user
//   language  /language/en?next=/…
//   as of     .cm-asof opens a form with input[name=as_of]; body[data-past] and .cm-today on any day but today
//   register  tr[data-code] with aria-selected; .count says how many; .cm-chip; the map island in .cm-map .gl
//   figure    a.cm-fig[data-card] opens #side and has aria-expanded then; #side takes the focus
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import {
  assertNoProblems, axe, fillSignIn, focused, launch, loginField, none, openPage, overflow, passwordField, PHONE, send, settled,
  shot, signIn, visit,
} from './lib/browser.mjs';
import { startServer } from './lib/server.mjs';

let server, browser, page, lan;

before(async () => {
  [server, browser] = await Promise.all([startServer(), launch()]);
  const first = await openPage(browser, server);
  lan = await signIn(first, server, 'lan');
  await first.context().close();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A new page for each test; on a fault a picture of it stays in e2e/out/. */
const open = async (options) => (page = await openPage(browser, server, options));
afterEach(async (t) => {
  if (t.error ?? t.passed === false) await shot(page, `failed-${t.name.replace(/\W+/g, '-')}`).catch(() => {});
  await page?.context().close();
  page = undefined;
});

const path = () => new URL(page.url()).pathname;
const query = (name) => new URL(page.url()).searchParams.get(name);
const rows = () => page.locator('tr[data-code]');
const row = (code) => page.locator(`tr[data-code="${code}"]`);
const selected = (code) => page.waitForFunction((c) => document.querySelector(`tr[data-code="${c}"]`)?.getAttribute('aria-selected') === 'true', code, { timeout: 5_000 });

describe('signing in and out', () => {
  test('a wrong password is told and the login stays in its field', async () => {
    await open();
    await page.goto('/sign-in');
    await fillSignIn(page, 'lan', 'not-the-password');
    assert.equal(path(), '/sign-in');
    const message = page.getByRole('alert');
    await message.waitFor();
    assert.notEqual((await message.textContent()).trim(), '');
    assert.equal(await loginField(page).inputValue(), 'lan');
    assert.equal(await passwordField(page).inputValue(), '', 'a password is never sent back');
    none(await axe(page), 'accessibility');
    assertNoProblems(page, { allow: [/\b(400|401|403|422)\b/] });
  });

  test('a page that needs a login is shown after signing in', async () => {
    await open();
    await page.goto('/clusters?as_of=2023-08-31');
    assert.equal(path(), '/sign-in');
    await fillSignIn(page, 'lan', server.passwords.get('lan').password);
    assert.equal(path(), '/clusters');
    assert.equal(query('as_of'), '2023-08-31');
    await settled(page);
    assertNoProblems(page, { allow: [/\b401\b/] });
  });

  test('after signing out nothing is shown any more, not even by going back', async () => {
    await open();
    await signIn(page, server, 'an'); // a session of its own: the others go on
    await visit(page, '/clusters');
    await page.locator('.cm-user summary').click();
    await send(page, page.locator('form[action$="/sign-out"]'));
    await page.goto('/clusters');
    assert.equal(path(), '/sign-in');
    for (let step = 0; step < 2; step += 1) {
      await page.goBack();
      assert.equal(await rows().count(), 0, 'the register must not come back from the cache');
    }
    assertNoProblems(page, { allow: [/\b401\b/] });
  });

  test('the language is chosen by a link and stays', async () => {
    await open({ state: lan });
    await visit(page, '/language/en?next=/clusters');
    assert.equal(path(), '/clusters');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    await visit(page, '/documents');
    assert.equal(await page.locator('html').getAttribute('lang'), 'en');
    assertNoProblems(page);
  });

  test('a link to another site is not followed after choosing a language', async () => {
    await open({ state: lan });
    await page.goto('/language/vi?next=//example.org/');
    assert.ok(page.url().startsWith(`${server.url}/`), page.url());
    assertNoProblems(page, { allow: [/\b400\b/] });
  });
});

describe('the register', () => {
  beforeEach(async () => {
    await open({ state: lan });
    await visit(page, '/clusters');
  });

  test('a chip narrows list and count alike, and taking it off brings all back', async () => {
    const count = async () => Number((await page.locator('.cm-filter .count b').first().textContent()).replace(/\D/g, ''));
    const all = await count();
    assert.ok(all > 0, 'the demo has clusters');

    await page.locator('.cm-filter .cm-chip.add').first().click();
    const form = page.locator('.cm-filter details[open] form');
    const choice = form.locator('input[type=checkbox][value=operating]');
    const name = await choice.getAttribute('name');
    for (const box of await form.locator('input[type=checkbox]:checked').all()) await box.uncheck();
    await choice.check();
    await send(page, form);
    await settled(page);
    assert.deepEqual(new URL(page.url()).searchParams.getAll(name), ['operating']);

    const narrowed = await count();
    assert.ok(narrowed > 0 && narrowed < all, `${narrowed} of ${all}`);
    assert.equal(await rows().count(), Math.min(narrowed, 50), 'a page has at most 50 rows');
    assert.equal(await page.locator('tr[data-code] [data-p="3"] .cm-life:not([data-life=operating])').count(), 0);

    await Promise.all([
      page.waitForURL((url) => !url.searchParams.has(name)),
      page.locator('.cm-filter .cm-chip.on a[aria-label]').first().click(),
    ]);
    await settled(page);
    assert.equal(await count(), all);
    // The address holds the state of the list, so Back restores it.
    await page.goBack();
    await settled(page);
    assert.equal(await count(), narrowed);
    assertNoProblems(page);
  });

  test('a click on a row picks it on the map and does not leave the page', async () => {
    const code = await rows().nth(2).getAttribute('data-code');
    const picked = page.evaluate(() => new Promise((done) => addEventListener('cm:pick', (e) => done(e.detail), { once: true })));
    // Beside the name: the name itself is a link that opens the record.
    await row(code).locator('[data-p="3"] .cm-life').click();
    assert.equal(await picked, code);
    await selected(code);
    assert.equal(path(), '/clusters');
    assert.equal(await page.locator('tr[aria-selected=true]').count(), 1);
    assertNoProblems(page);
  });

  test('a click on a shape of the map picks its row', async () => {
    await page.evaluate(() => {
      window.heard = {};
      for (const kind of ['hover', 'pick']) addEventListener(`cm:${kind}`, (e) => { window.heard[kind] = e.detail; });
    });
    // A shape lies just above or below its label.
    const point = await shapeNearLabel();
    assert.ok(point, 'no shape found beside any label');
    await page.mouse.click(point.x, point.y);
    const code = await page.waitForFunction(() => window.heard.pick, null, { timeout: 5_000 }).then((h) => h.jsonValue());
    await selected(code);
    assert.equal(await page.locator('tr[aria-selected=true]').count(), 1);
    assertNoProblems(page);
  });

  test('a name opens the record', async () => {
    const link = rows().first().locator('a').first();
    const name = (await link.textContent()).trim();
    await Promise.all([page.waitForURL(/\/clusters\/[^/?]+/), link.click()]);
    await settled(page);
    assert.ok((await page.locator('h1').textContent()).includes(name), `h1 says ${name}`);
    assertNoProblems(page);
  });
});

describe('a figure explains itself', () => {
  test('Enter opens its card, Escape closes it and gives the focus back', async () => {
    await open({ state: lan });
    await visit(page, '/');
    const figure = page.locator('#main a.cm-fig[data-card]').first();
    const card = page.locator('#side');
    assert.equal(await card.isVisible(), false);
    await figure.focus();
    await page.keyboard.press('Enter');
    await card.locator('h2').first().waitFor();
    await settled(page);
    assert.equal(await figure.getAttribute('aria-expanded'), 'true');
    assert.equal(path(), '/', 'the card stands beside the page');
    assert.equal(await page.evaluate(() => Boolean(document.activeElement.closest('#side'))), true, `focus is on ${await focused(page)}`);
    none(await axe(page), 'accessibility');
    assert.equal(await overflow(page), 0);

    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'hidden' });
    assert.notEqual(await figure.getAttribute('aria-expanded'), 'true');
    assert.equal(await figure.evaluate((e) => e === document.activeElement), true, `focus is on ${await focused(page)}`);
    assertNoProblems(page);
  });
});

describe('the date in force', () => {
  test('another date through the chip turns the page amber, and one step leads back to today', async () => {
    await open({ state: lan });
    await visit(page, '/clusters');
    assert.equal(await page.locator('body[data-past]').count(), 0);
    const chip = page.locator('.cm-asof summary');
    const colour = () => chip.evaluate((e) => getComputedStyle(e).backgroundColor);
    const today = await colour();

    await chip.click();
    await page.locator('.cm-asof input[name=as_of]').fill('2023-08-31');
    await send(page, page.locator('.cm-asof form'));
    assert.equal(query('as_of'), '2023-08-31');
    await settled(page);

    assert.equal(await page.locator('body[data-past]').count(), 1);
    assert.ok((await chip.textContent()).includes('31/08/2023'), 'the date is written out: colour never alone');
    assert.notEqual(await colour(), today);
    // The date travels with the links inside the page.
    await Promise.all([page.waitForURL(/\/clusters\/[^/?]+/), rows().first().locator('a').first().click()]);
    assert.equal(query('as_of'), '2023-08-31');

    await Promise.all([page.waitForURL((url) => !url.searchParams.has('as_of')), page.locator('.cm-today').click()]);
    await settled(page);
    assert.equal(await page.locator('body[data-past]').count(), 0);
    assertNoProblems(page);
  });
});

describe('without a mouse', () => {
  test('from the skip link through the table into a record', async () => {
    await open({ state: lan });
    await visit(page, '/clusters');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.matches('a.cm-skip')), true, `the first stop is ${await focused(page)}`);
    await seen();
    await page.keyboard.press('Enter');

    // A row takes part in the tab order, or the link in it.
    const inRow = () => page.evaluate(() => document.activeElement.matches('tr[data-code], tr[data-code] a'));
    // The list is reached in a few steps, and every step on the way can be seen.
    const stops = [];
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press('Tab');
      stops.push(await focused(page));
      assert.equal(await page.evaluate(() => !document.activeElement.closest('.cm-top, .cm-rail')), true, `the skip link skips the frame: ${stops.at(-1)}`);
      await seen();
      if (await inRow()) break;
    }
    assert.ok(await inRow(), `no row within 40 steps: ${stops.join(' | ')}`);
    await Promise.all([page.waitForURL(/\/clusters\/[^/?]+/), page.keyboard.press('Enter')]);
    await settled(page);
    assert.equal(await page.locator('h1').count(), 1);
    assertNoProblems(page);
  });

  test('Ctrl+K goes to the search field', async () => {
    await open({ state: lan });
    await visit(page, '/clusters');
    await page.keyboard.press('Control+k');
    assert.equal(await page.evaluate(() => document.activeElement.matches('.cm-find')), true, `focus is on ${await focused(page)}`);
    assertNoProblems(page);
  });

  test('what is typed into the search field is found while typing, and arrows and Enter lead there', async () => {
    await open({ state: lan });
    await visit(page, '/');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('nghia hoa');
    await page.waitForSelector('#found:not([hidden]) a');
    await page.keyboard.press('ArrowDown');
    await Promise.all([page.waitForURL(/\/clusters\/24-016/), page.keyboard.press('Enter')]);
    await settled(page);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('phuong');
    await page.waitForSelector('#found:not([hidden]) a');
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('#found').isVisible(), false);
    await Promise.all([page.waitForURL(/\/search\?q=phuong/), page.keyboard.press('Enter')]);
    assertNoProblems(page);
  });
});

describe('on a phone', () => {
  test('list and map are two views, and the choice survives the switch', async () => {
    await open({ state: lan, size: PHONE });
    await visit(page, '/clusters');
    const code = await rows().nth(1).getAttribute('data-code');
    await row(code).locator('[data-p="3"] .cm-life').click();
    await selected(code);
    const go = (link) => Promise.all([page.waitForEvent('load'), page.locator('.cm-tabbar a').nth(link).click()]);
    await go(1);
    await settled(page);
    assert.equal(await page.locator('.cm-map .gl').isVisible(), true);
    assert.equal(await overflow(page), 0);
    await go(0);
    assert.equal(await row(code).getAttribute('aria-selected'), 'true');
    assertNoProblems(page);
  });
});

/** Moves the mouse near the labels of clusters until the map says which shape it is over. */
async function shapeNearLabel() {
  // The labels are drawn anew with each hover, so their places are taken once.
  const boxes = await page.locator('.cm-map .lb:not(.unit)').evaluateAll((all) => all.map((e) => e.getBoundingClientRect().toJSON()));
  for (const { x, y, width, height } of boxes) {
    for (const dy of [8, 10, 12, 15, 18, 22, 26]) {
      for (const point of [{ x: x + width / 2, y: y - dy }, { x: x + width / 2, y: y + height + dy }]) {
        await page.evaluate(() => { window.heard.hover = null; });
        await page.mouse.move(point.x, point.y);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done())));
        if (await page.evaluate(() => window.heard.hover)) return point;
      }
    }
  }
  return null;
}

/** Asserts that one can see what has the focus. */
async function seen() {
  const how = await page.evaluate(() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect();
    return {
      ring: (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
      size: box.width > 0 && box.height > 0,
    };
  });
  assert.deepEqual(how, { ring: true, size: true }, `the focus cannot be seen on ${await focused(page)}`);
}
