// Several records under one click: all of them are named, and one is chosen. Esc or a click elsewhere closes the list.
export type Hit = { code: string; name: string };

/** Lists `hits` beside the point `at` of the map `el`; `choose` hears which was taken. */
export const stack = (el: HTMLElement, at: { x: number; y: number }, hits: Hit[], choose: (code: string) => void): void => {
  el.querySelector('.cm-stack')?.remove();
  if (hits.length < 2) return;
  const list = document.createElement('ul');
  list.className = 'cm-stack';
  for (const { code, name } of hits) {
    const button = document.createElement('button');
    button.type = 'button';
    const number = document.createElement('span');
    number.className = 'cm-code';
    number.textContent = code;
    button.append(name, ' ', number);
    button.addEventListener('click', () => { close(); choose(code); });
    list.append(document.createElement('li'));
    list.lastElementChild!.append(button);
  }
  const canvas = el.querySelector<HTMLElement>('canvas');
  const close = () => {
    list.remove();
    removeEventListener('pointerdown', outside);
    canvas?.focus({ preventScroll: true });
  };
  const outside = (e: Event) => list.contains(e.target as Node) || close();
  list.addEventListener('keydown', (e) => {
    if (e.key !== 'Escape') return;
    e.stopPropagation();
    close();
  });
  el.append(list);
  // Beside the point, and within the map.
  const [w, h] = [el.clientWidth - list.offsetWidth - 4, el.clientHeight - list.offsetHeight - 4];
  list.style.left = `${Math.max(4, Math.min(at.x + 8, w))}px`;
  list.style.top = `${Math.max(4, Math.min(at.y + 8, h))}px`;
  list.querySelector('button')!.focus({ preventScroll: true });
  addEventListener('pointerdown', outside);
};
