// One sprite for every page: <svg class="cm-i" aria-hidden="true"><use href="…/icons.svg#NAME"/></svg>
// `tabler` lists the neutral signs taken from Tabler Icons; `own` holds the drawings that carry meaning here.
import { readFileSync } from 'node:fs';

export const tabler = [
  'adjustments', 'alert-triangle', 'arrow-left', 'arrow-narrow-down', 'arrow-narrow-up', 'arrow-right', 'bell', 'building-factory-2',
  'calendar', 'check', 'chevron-down', 'chevron-right', 'download', 'external-link', 'file-text', 'history', 'home', 'info-circle',
  'language', 'layout-columns', 'link', 'list', 'lock', 'logout', 'map', 'map-2', 'minus', 'pencil', 'plus', 'printer', 'search',
  'shield-check', 'sort-ascending', 'sort-descending', 'stack-2', 'table', 'upload', 'user', 'x',
];

// A kilometre post fills up as a cluster grows. Matters differ by outline, not only by colour.
const post = 'M6.5 21V9.5a5.5 5.5 0 0 1 11 0V21z';
const ground = '<path d="M3 21h18"/>';
const diamond = '<path d="M12 2.6 21.4 12 12 21.4 2.6 12z" fill="currentColor"/><path d="M12 7.6v5.2M12 16v.2" stroke="var(--surface,#fff)" stroke-width="2.2"/>';
const done = '<circle cx="12" cy="12" r="9" fill="currentColor"/><path d="m8 12.3 2.8 2.8L16 9.5" stroke="var(--surface,#fff)"/>';
const ring = '<circle cx="12" cy="12" r="9"/>';
const query = '<path d="M9.6 9.6a2.5 2.5 0 1 1 3.6 2.4c-.8.4-1.2.9-1.2 1.7M12 16.6v.2"/>';
const merged = '<path d="M6.5 21V9.5a5.5 5.5 0 0 1 11 0v2M3 21h9M14 17h7m-3-3 3 3-3 3"/>';

export const own: Record<string, string> = {
  'life-planned': `<path d="${post}" stroke-dasharray="2.4 2.4"/>${ground}`,
  'life-established': `<path d="${post}"/>${ground}`,
  'life-clearing': `<path d="${post}"/><path d="M6.5 17h11v4h-11z" fill="currentColor"/>${ground}`,
  'life-building': `<path d="${post}"/><path d="M6.5 12.5h11V21h-11z" fill="currentColor"/>${ground}`,
  'life-infrastructure_done': `<path d="${post}"/><path d="M6.5 9.5h11V21h-11z" fill="currentColor"/>${ground}`,
  'life-operating': `<path d="${post}" fill="currentColor"/>${ground}`,
  'life-operating_unestablished': `<path d="${post}" stroke-dasharray="2.4 2.4"/><path d="M9 18.5v-8a3 3 0 0 1 6 0v8z" fill="currentColor" stroke="none"/>${ground}`,
  'life-withdrawn': `<path d="${post}"/>${ground}<path d="M4 19 20 6"/>`,
  'life-repealed': `<path d="${post}" stroke-dasharray="2.4 2.4"/>${ground}<path d="M4 19 20 6"/>`,
  'life-merged': merged,
  'life-merged_into_park': merged,
  'm-ok': done,
  'm-soon': `${ring}<path d="M12 7v5l3.2 2"/>`,
  'm-late': diamond,
  'm-wait': '<rect x="3.5" y="5" width="17" height="14" rx="2"/><path d="M3.5 13H8l1.4 2.5h5.2L16 13h4.5"/>',
  'm-unknown': `<circle cx="12" cy="12" r="9" stroke-dasharray="3 2.6"/>${query}`,
  'd-done': done,
  'd-done-late': `${ring}<path d="m8 12.3 2.8 2.8L16 9.5"/>`,
  'd-doing': `${ring}<path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>`,
  'd-late': diamond,
  'c-real': '<rect x="3" y="3" width="12" height="12"/><rect x="9" y="9" width="12" height="12"/><path d="M9 9h6v6H9z" fill="currentColor"/>',
  'c-sliver': '<path d="M3 4h9v16H3zM10.5 4H21v16H10.5"/><path d="M10.5 4H12v16h-1.5z" fill="currentColor"/>',
  'c-touch': '<path d="M3 4h9v11H3zM12 9h9v11h-9z"/><path d="M12 9v6" stroke-width="3.4"/>',
  'c-indicative': '<rect x="3" y="3" width="12" height="12"/><path d="M9 9h12v12H9z" stroke-dasharray="2.4 2.4"/>',
  'c-unchecked': `<path d="M4 4h16v16H4z" stroke-dasharray="2.6 2.6"/>${query}`,
};

// Posts that stand on a scale, with their own view boxes. The cap of a milestone takes the colour of its matter (--m).
const scale: Record<string, [box: string, body: string]> = {
  'logo': ['0 0 24 28', '<path d="M4 25V12a8 8 0 0 1 16 0v13z" fill="var(--surface)" stroke="var(--ink)" stroke-width="1.6"/><path d="M4 13v-1a8 8 0 0 1 16 0v1z" fill="var(--cap)" stroke="var(--ink)" stroke-width="1.6"/><path d="M1 25.4h22" stroke="var(--ink)" stroke-width="1.8" stroke-linecap="round"/><path d="M8.4 17.4h7.2M8.4 20.6h4.6" stroke="var(--ink)" stroke-width="1.4"/>'],
  'post-now': ['0 0 9 16', '<path d="M.75 15.2V4.5a3.75 3.75 0 0 1 7.5 0v10.7z" fill="var(--surface)"/><path d="M.75 5.6V4.5a3.75 3.75 0 0 1 7.5 0v1.1z" fill="var(--cap)"/><path d="M.75 15.2V4.5a3.75 3.75 0 0 1 7.5 0v10.7z" fill="none" stroke="var(--ink)" stroke-width="1.5"/>'],
  'post-done': ['0 0 11 19', '<path d="M.75 18.2V5.5a4.75 4.75 0 0 1 9.5 0v12.7z" fill="var(--surface)"/><path d="M.75 7V5.5a4.75 4.75 0 0 1 9.5 0V7z" fill="var(--m,var(--act))"/><path d="M.75 18.2V5.5a4.75 4.75 0 0 1 9.5 0v12.7z" fill="none" stroke="var(--ink)" stroke-width="1.5"/>'],
  'post-todo': ['0 0 11 19', '<path d="M.75 18.2V5.5a4.75 4.75 0 0 1 9.5 0v12.7z" fill="var(--surface)" stroke="var(--m,var(--act))" stroke-width="1.5" stroke-dasharray="2.4 2"/>'],
};

const symbol = (id: string, body: string, cap = '') =>
  `<symbol id="${id}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.8"${cap} stroke-linejoin="round">${body}</symbol>`;

const fromTabler = (name: string) => {
  const svg = readFileSync(`node_modules/@tabler/icons/icons/outline/${name}.svg`, 'utf8');
  const paths = [...svg.matchAll(/<path d="[^"]+"[^>]*>/g)].map((m) => m[0]).join('');
  return symbol(name, paths, ' stroke-linecap="round"');
};

export const sprite = (): string => {
  const out = [
    ...tabler.map(fromTabler),
    ...Object.entries(own).map(([id, body]) => symbol(id, body)),
    ...Object.entries(scale).map(([id, [box, body]]) => `<symbol id="${id}" viewBox="${box}">${body}</symbol>`),
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${out.join('\n')}\n</svg>\n`;
};
