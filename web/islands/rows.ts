// Table and map tell each other only a code; neither knows the other.
import { keepInUrl } from './words';

const say = (kind: 'hover' | 'pick', code: string | null) => dispatchEvent(new CustomEvent('cm:' + kind, { detail: code }));
const rows = () => [...document.querySelectorAll<HTMLElement>('tr[data-code]')];
const rowOf = (e: Event) => (e.target as Element).closest<HTMLElement>('tr[data-code]');

/** One row takes part in the tab order: the picked one, else the first. Arrows move from there. */
const rove = (on?: HTMLElement) => {
  const all = rows(), stop = on ?? all.find((r) => r.ariaSelected === 'true') ?? all[0];
  all.forEach((r) => { r.tabIndex = r === stop ? 0 : -1; });
};
rove();
document.addEventListener('htmx:after:swap', () => rove());

document.addEventListener('mouseover', (e) => { const r = rowOf(e); if (r) say('hover', r.dataset.code!); });
document.addEventListener('mouseout', (e) => {
  const r = rowOf(e);
  if (r && !r.contains((e as MouseEvent).relatedTarget as Node | null)) say('hover', null);
});
document.addEventListener('click', (e) => {
  const r = rowOf(e);
  if (r && !(e.target as Element).closest('a, button, input, label')) say('pick', r.dataset.code!);
});
document.addEventListener('keydown', (e) => {
  const r = (e.target as Element).matches?.('tr[data-code]') ? (e.target as HTMLElement) : null;
  if (!r) return;
  const all = rows(), i = all.indexOf(r);
  const to = { ArrowDown: all[i + 1], ArrowUp: all[i - 1], Home: all[0], End: all.at(-1) }[e.key];
  if (to) { e.preventDefault(); to.focus(); say('pick', to.dataset.code!); }
  else if (e.key === ' ') { e.preventDefault(); say('pick', r.dataset.code!); }
  else if (e.key === 'Enter') r.querySelector<HTMLAnchorElement>('a[href]')?.click();
});

addEventListener('cm:pick', (e) => {
  const code = (e as CustomEvent<string>).detail;
  rows().forEach((r) => {
    const on = r.dataset.code === code;
    r.setAttribute('aria-selected', String(on));
    if (!on) return;
    rove(r);
    r.scrollIntoView({ block: 'nearest' });
    const name = document.querySelector('[data-picked]');
    if (name) { name.textContent = r.querySelector('a')?.textContent ?? code; name.parentElement!.hidden = false; }
  });
  keepInUrl({ pick: code });
});
addEventListener('cm:hover', (e) => {
  const code = (e as CustomEvent<string | null>).detail;
  rows().forEach((r) => r.classList.toggle('hover', r.dataset.code === code));
});
