// The only script of a plain page. Everything here is a convenience: each page works without it.
import 'htmx.org';
import './faults';
import './card';
import './rows';
import { note, readable } from './words';

// The server sets data-contrast from the person's choice; without one the system's wish counts.
if (matchMedia('(prefers-contrast: more)').matches) document.documentElement.dataset.contrast ??= 'more';

addEventListener('keydown', (e) => {
  if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === 'k') {
    e.preventDefault();
    document.querySelector<HTMLInputElement>('.cm-find')?.select();
    document.querySelector<HTMLInputElement>('.cm-find')?.focus();
  }
});

// What is found stands under the field while somebody types: arrows go through it, Esc closes it.
const find = document.querySelector<HTMLInputElement>('.cm-find');
const found = document.querySelector<HTMLElement>('#found');
if (find && found) {
  const close = () => (found.hidden = true);
  const step = (by: number) => {
    const links = [find, ...found.querySelectorAll<HTMLElement>('a')];
    const at = links.indexOf(document.activeElement as HTMLInputElement);
    links[(at + by + links.length) % links.length]?.focus();
  };
  find.addEventListener('htmx:after:swap', () => (found.hidden = !find.value.trim() || !found.childElementCount));
  find.addEventListener('input', () => find.value.trim() || close());
  find.form?.addEventListener('keydown', (e) => {
    if (e.key === 'Escape' && !found.hidden) {
      // Browsers empty a search field on Esc: that is for the second time.
      e.preventDefault();
      e.stopPropagation();
      close();
      find.focus();
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && !found.hidden) {
      e.preventDefault();
      step(e.key === 'ArrowDown' ? 1 : -1);
    }
  });
  addEventListener('click', (e) => find.form?.contains(e.target as Node) || close());
  find.form?.addEventListener('focusout', (e) => find.form?.contains(e.relatedTarget as Node) || setTimeout(close, 150));
}

// A small sheet under a chip closes on Esc (focus returns to the chip) and on a click elsewhere.
const menus = '.cm-menu[open], .cm-asof[open]';
addEventListener('keydown', (e) => {
  if (e.key !== 'Escape') return;
  const open = [...document.querySelectorAll<HTMLDetailsElement>(menus)].pop();
  if (!open) return;
  open.open = false;
  if (open.contains(document.activeElement)) open.querySelector<HTMLElement>('summary')?.focus();
  e.stopImmediatePropagation();
}, true);
addEventListener('pointerdown', (e) => {
  document.querySelectorAll<HTMLDetailsElement>(menus).forEach((d) => { if (!d.contains(e.target as Node)) d.open = false; });
});

document.addEventListener('click', (e) => {
  const at = e.target as Element;
  // A year on the ruler is a shortcut for the as-of chip.
  const asOf = at.closest('[data-as-of]')?.getAttribute('data-as-of');
  if (asOf) {
    const url = new URL(location.href);
    url.searchParams.set('as_of', asOf);
    location.assign(url);
  }
  // Links that keep the place: the picked row and the map extent travel along.
  const keep = at.closest<HTMLAnchorElement>('a[data-keep]');
  if (keep) {
    const here = new URL(location.href).searchParams, url = new URL(keep.href);
    for (const k of ['pick', 'map']) if (here.has(k) && !url.searchParams.has(k)) url.searchParams.set(k, here.get(k)!);
    keep.href = readable(url);
  }
  if (at.closest('[data-print]')) print();
}, true);

// The map library comes only when a map is in sight, so a list on a phone never pays for it.
const gl = document.querySelector<HTMLElement>('.cm-map .gl');
if (gl) {
  new IntersectionObserver((seen, self) => {
    if (!seen.some((s) => s.isIntersecting)) return;
    self.disconnect();
    import('./map').then((m) => m.start(gl)).catch((err: unknown) => {
      console.error(err);
      note(gl, gl.dataset.nogl ?? '');
    });
  }).observe(gl);
}
