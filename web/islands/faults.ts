// A partial request must never fail silently. htmx 4 swaps 4xx and 5xx like any answer; here is the rest:
// answers that belong elsewhere on the page, whole pages where a part was expected, and no answer at all.
import { note } from './words';

type Ctx = { target?: Element | string; swap?: string; text?: string; response?: { status: number; raw: Response } };
const ctxOf = (e: Event) => (e as CustomEvent<{ ctx?: Ctx }>).detail?.ctx;
const isSide = (t: Ctx['target']) => t instanceof Element && (t.id === 'side' || !!t.closest('#side'));

document.addEventListener('htmx:after:request', (e) => {
  const ctx = ctxOf(e);
  if (!ctx?.response || !ctx.text) return;
  if (!/^\s*<!doctype/i.test(ctx.text)) return;
  const { raw, status } = ctx.response;
  // The session is over and we were led to the sign-in page: go there as a whole page.
  if (raw.redirected && status < 400) { e.preventDefault(); location.assign(raw.url); return; }
  const main = new DOMParser().parseFromString(ctx.text, 'text/html').querySelector('main');
  if (main) ctx.text = main.innerHTML;
});

// 422 is a form answering with its own faults, so it goes where the form said. Other faults go to #notes, except in the sidebar.
document.addEventListener('htmx:response:error', (e) => {
  const ctx = ctxOf(e), notes = document.querySelector('#notes');
  if (!ctx?.response || ctx.response.status === 422 || isSide(ctx.target) || !notes) return;
  ctx.target = notes;
  ctx.swap = 'innerHTML';
});

document.addEventListener('htmx:error', (e) => {
  const ctx = ctxOf(e);
  const into = isSide(ctx?.target) ? document.querySelector('#side') : document.querySelector('#notes');
  if (into) { (into as HTMLElement).hidden = false; note(into, document.body.dataset.silent ?? '', 'late'); }
});
