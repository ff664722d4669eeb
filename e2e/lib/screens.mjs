// The screens that are opened by pages.test.mjs and drawn by screenshots.mjs, and who opens them.
// `as: null` is a visitor without login. A new screen is a new line here.
export const SCREENS = [
  { name: 'sign-in', path: '/sign-in', as: [null] },
  { name: 'home', path: '/', as: ['lan', 'an', 'minh', 'binh', 'quantri'] },
  { name: 'register', path: '/clusters', as: ['lan', 'an', 'minh'] },
  { name: 'register-past', path: '/clusters?as_of=2023-08-31', as: ['lan'], past: true },
  { name: 'cluster', path: '/clusters/24-015', as: ['lan', 'an'], tabs: true },
  { name: 'figures', path: '/measures', as: ['lan'] },
  { name: 'figure', path: '/measures/clusters.count', as: ['lan'] },
  { name: 'units-past', path: '/units?as_of=2024-02-01', as: ['lan'], past: true },
  { name: 'documents', path: '/documents', as: ['lan'] },
  { name: 'audit', path: '/audit', as: ['quantri'] },
  { name: 'about', path: '/about', as: [null] },
  { name: 'not-found', path: '/no-such-page', as: ['lan'], status: 404 },
];

export const SIZES = { 1440: { width: 1440, height: 900 }, 390: { width: 390, height: 844 } };

/** The tabs of a record as the page itself links them, without the one that is open. */
export const tabsOf = (page) => page.evaluate(() => {
  const urls = [...document.querySelectorAll('.cm-tabs a[href]')].map((a) => new URL(a.getAttribute('href'), location.href));
  const others = urls.filter((url) => url.pathname + url.search !== location.pathname + location.search);
  return [...new Set(others.map((url) => url.pathname + url.search))];
});
