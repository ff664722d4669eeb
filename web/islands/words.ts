// Words come from the page (data- attributes), never from here: the page knows its language.

/** A note in place. `text` may be empty when the page brought none; then nothing is shown but the console has it. */
export const note = (into: Element, text: string, kind = 'unknown'): void => {
  if (!text) return;
  const p = document.createElement('div'), span = document.createElement('span');
  p.className = 'cm-note';
  p.dataset.m = kind;
  p.setAttribute('role', 'alert');
  span.textContent = text;
  p.append(span);
  into.replaceChildren(p);
};

/** Slashes and commas may stand as they are in a query; a readable address is worth two replacements. */
export const readable = (url: URL): string => url.pathname + url.search.replaceAll('%2F', '/').replaceAll('%2C', ',') + url.hash;

/** Change query parameters of the current address without a new history entry. null removes. */
export const keepInUrl = (values: Record<string, string | null>): void => {
  const url = new URL(location.href);
  for (const [k, v] of Object.entries(values)) v === null ? url.searchParams.delete(k) : url.searchParams.set(k, v);
  history.replaceState(history.state, '', readable(url));
};
