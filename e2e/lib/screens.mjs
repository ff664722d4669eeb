// The screens that are opened by pages.test.mjs and drawn by screenshots.mjs, and who opens them.
// `as: null` is a visitor without login. A new screen is a new line here.
export const SCREENS = [
  { name: 'sign-in', path: '/sign-in', as: [null] },
  { name: 'home', path: '/', as: ['lan', 'an', 'minh', 'binh', 'quantri'] },
  { name: 'register', path: '/clusters', as: ['lan', 'an', 'minh'] },
  { name: 'register-past', path: '/clusters?as_of=2023-08-31', as: ['lan'], past: true },
  { name: 'cluster', path: '/clusters/24-015', as: ['lan', 'binh'], tabs: true },
  { name: 'cluster-own-area', path: '/clusters/24-903', as: ['an'], tabs: true },
  { name: 'cluster-own-body', path: '/clusters/24-901', as: ['minh'], tabs: true },
  { name: 'cluster-works', path: '/clusters/24-901/works', as: ['lan', 'minh'], tabs: true },
  { name: 'cluster-fact', path: '/clusters/24-901/facts/land', as: ['lan'] },
  { name: 'cluster-boundary', path: '/clusters/24-901/facts/boundary', as: ['lan'] },
  { name: 'investor-new', path: '/bodies/new', as: ['lan'] },
  { name: 'cluster-record', path: '/clusters/24-901/record', as: ['lan'] },
  { name: 'cluster-not-theirs', path: '/clusters/24-015', as: ['an'], status: 404 },
  { name: 'requests', path: '/requests', as: ['lan', 'minh'] },
  { name: 'request', path: '/requests/1', as: ['lan', 'minh'] },
  { name: 'request-new', path: '/requests/new?record=cluster&key=24-901', as: ['minh'] },
  { name: 'projects', path: '/projects', as: ['lan', 'minh', 'hoa'] },
  { name: 'project', path: '/projects/DA-0155', as: ['lan', 'hoa'] },
  { name: 'project-record', path: '/projects/DA-0155/record', as: ['lan'] },
  { name: 'project-new', path: '/projects/new', as: ['lan'] },
  { name: 'enterprises', path: '/enterprises', as: ['lan'] },
  { name: 'enterprise', path: '/enterprises/DN-0155', as: ['lan'] },
  { name: 'enterprise-new', path: '/enterprises/new', as: ['lan'] },
  { name: 'cluster-projects', path: '/clusters/24-901/projects', as: ['lan', 'minh'], tabs: true },
  { name: 'cluster-land', path: '/clusters/24-901/land', as: ['lan', 'minh'] },
  { name: 'plans', path: '/plans', as: ['lan', 'an', 'binh'] },
  { name: 'plan', path: '/plans/QH-2021-2030', as: ['lan', 'an', 'minh'] },
  { name: 'plan-past', path: '/plans/QH-2021-2030?as_of=2024-04-22', as: ['lan'], past: true },
  { name: 'plan-new', path: '/plans/new', as: ['lan'] },
  { name: 'plan-record', path: '/plans/QH-2021-2030/record', as: ['lan'] },
  { name: 'plan-row-new', path: '/plans/QH-2021-2030/rows/new', as: ['lan'] },
  { name: 'plan-row', path: '/plans/QH-2021-2030/rows/cluster/1', as: ['lan'] },
  { name: 'clusters-compared', path: '/clusters?compare=2024-04-22', as: ['lan', 'an'] },
  { name: 'views', path: '/views', as: ['lan'] },
  { name: 'figures', path: '/measures', as: ['lan'] },
  { name: 'figure', path: '/measures/clusters.count', as: ['lan'] },
  { name: 'units-past', path: '/units?as_of=2024-02-01', as: ['lan'], past: true },
  { name: 'units', path: '/units', as: ['lan'] },
  { name: 'unit', path: '/units/n-07210', as: ['lan'] },
  { name: 'bodies', path: '/bodies', as: ['lan'] },
  { name: 'map', path: '/map', as: ['lan'] },
  { name: 'documents', path: '/documents', as: ['lan'] },
  { name: 'document', path: '/documents/qd-398-2018', as: ['lan', 'binh'] },
  { name: 'document-new', path: '/documents/new', as: ['lan'] },
  { name: 'statements', path: '/statements', as: ['lan', 'binh'] },
  { name: 'statement-new', path: '/statements/new', as: ['lan'] },
  { name: 'note-new', path: '/statements/notes/new', as: ['lan'] },
  { name: 'imports', path: '/imports', as: ['lan'] },
  { name: 'import-new', path: '/imports/new', as: ['lan'] },
  { name: 'people', path: '/people', as: ['quantri'] },
  { name: 'person', path: '/people/an', as: ['quantri'] },
  { name: 'password', path: '/password', as: ['lan'] },
  { name: 'audit-entry', path: '/audit/5', as: ['quantri'] },
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
