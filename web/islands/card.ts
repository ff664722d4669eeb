// Figures explain themselves in #side, beside the content. Without script the same link opens a page of its own.
import htmx from 'htmx.org';

const side = () => document.querySelector<HTMLElement>('#side');
let opener: HTMLElement | null = null;

const open = async (link: HTMLAnchorElement, into: HTMLElement) => {
  const inside = into.contains(link);
  if (!inside) {
    opener?.setAttribute('aria-expanded', 'false');
    opener = link;
  }
  into.setAttribute('aria-busy', 'true');
  into.hidden = false;
  // From inside the card the link itself will be swapped away, so the request hangs on the card.
  await htmx.ajax('GET', link.getAttribute('href')!, { source: inside ? into : link, target: into, swap: 'innerHTML' });
  into.removeAttribute('aria-busy');
  if (into.hidden) return; // closed while it was being fetched
  opener?.setAttribute('aria-expanded', 'true');
  const head = into.querySelector<HTMLElement>('h2, h1, .cm-note');
  head?.setAttribute('tabindex', '-1');
  head?.focus({ preventScroll: true });
  if (innerWidth <= 900) into.scrollIntoView({ block: 'start' });
};

const close = () => {
  const into = side();
  if (!into || into.hidden) return;
  into.hidden = true;
  into.replaceChildren();
  opener?.setAttribute('aria-expanded', 'false');
  opener?.focus();
  opener = null;
};

document.addEventListener('click', (e) => {
  const at = e.target as Element, into = side();
  if (at.closest('#side [data-close]')) { e.preventDefault(); return close(); }
  const link = at.closest<HTMLAnchorElement>('a[data-card]');
  if (!link || !into || e.ctrlKey || e.metaKey || e.shiftKey || e.button) return;
  e.preventDefault();
  if (link === opener && !into.hidden) return close();
  void open(link, into);
});
addEventListener('keydown', (e) => { if (e.key === 'Escape') close(); });
