// Labels of the map: HTML in the page's font, placed greedily. The picked one always, the hovered one too,
// then clusters by size, below or above their shape, then unit names where room is left.
import { Marker, type GeoJSONFeature, type Map } from 'maplibre-gl';

type Point = { at: [number, number]; name: string; code: string; kind: string; area: number; madeUp: boolean };

const unique = (map: Map, layer: string): Point[] => {
  const out = new globalThis.Map<string, Point>();
  for (const f of map.getSource('cm') ? map.querySourceFeatures('cm', { sourceLayer: layer }) : [] as GeoJSONFeature[]) {
    if (f.geometry.type !== 'Point') continue;
    const p = f.properties as Record<string, string | number | boolean | undefined>, at = f.geometry.coordinates as [number, number];
    const name = String(p.name ?? ''), kind = String(p.kind ?? '');
    const key = String(p.code ?? '') || kind + name; // a point near a tile's edge lies in two tiles
    out.set(key, { at, name, kind, code: String(p.code ?? ''), area: Number(p.area_ha ?? 0), madeUp: p.made_up === true });
  }
  return [...out.values()];
};

export const labels = (map: Map, el: HTMLElement, codes: string[] | null) => {
  let now: Marker[] = [];
  const listed = codes && new Set(codes);

  return (pick: string, hover: string): void => {
    now.forEach((m) => m.remove());
    now = [];
    const c = el.getBoundingClientRect(), taken: DOMRect[] = [], zoom = map.getZoom();
    if (!c.width) return;
    const foot = el.parentElement?.querySelector('.legend')?.getBoundingClientRect().height ?? 0;

    const put = (text: string, at: [number, number], cls: string, dy: number, must = false): boolean => {
      const span = document.createElement('span');
      span.className = 'lb ' + cls;
      span.textContent = text;
      const m = new Marker({ element: span, offset: [0, dy], anchor: 'top' }).setLngLat(at).addTo(map);
      const r = span.getBoundingClientRect();
      const out = r.left < c.left + 4 || r.right > c.right - 4 || r.top < c.top + 4 || r.bottom > c.bottom - foot - 2;
      const hit = taken.some((t) => r.left < t.right + 3 && r.right > t.left - 3 && r.top < t.bottom && r.bottom > t.top);
      if (!must && (out || hit)) { m.remove(); return false; }
      taken.push(r);
      now.push(m);
      return true;
    };
    for (const sel of ['.tools', '.scale']) {
      const r = el.parentElement?.querySelector(sel)?.getBoundingClientRect();
      if (r?.width) taken.push(r);
    }

    const metre = 78271.517 * Math.cos((map.getCenter().lat * Math.PI) / 180) / 2 ** zoom; // of one pixel
    const half = (p: Point) => (zoom < 8.9 ? 5 : Math.max(6, Math.sqrt(p.area * 1e4) / 2 / metre));
    const shown = unique(map, 'cluster_point').filter((p) => !listed || listed.has(p.code) || p.code === pick || p.code === hover);
    for (const p of shown) {
      const at = map.project(p.at), h = Math.min(half(p), 9);
      taken.push(new DOMRect(c.left + at.x - h, c.top + at.y - h, 2 * h, 2 * h));
    }
    const rank = (p: Point) => (p.code === pick ? 2 : p.code === hover ? 1 : 0);
    for (const p of shown.sort((a, b) => rank(b) - rank(a) || b.area - a.area)) {
      const cls = ['', 'hover', 'pick'][rank(p)]!, h = half(p);
      const mark = el.dataset.madeUp ?? '', text = p.madeUp && !p.name.includes(mark) ? `${p.name} (${mark})` : p.name;
      if (!put(text, p.at, cls, h + 5, rank(p) > 0)) put(text, p.at, cls, -h - 19);
    }
    const order = { district: 0, commune: 1 } as Record<string, number>;
    const units = unique(map, 'unit_label').filter((u) => u.kind in order && (u.kind !== 'commune' || zoom >= 9.4));
    for (const u of units.sort((a, b) => order[a.kind]! - order[b.kind]!)) {
      for (const dy of [-7, -30, 17, -48, 36]) if (put(u.name, u.at, 'unit ' + u.kind, dy)) break;
    }
  };
};
