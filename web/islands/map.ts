// The map island. No glyph server and no tiles from elsewhere: labels are HTML in the page's own font.
import { LngLat, Map, setWorkerUrl, type ExpressionSpecification, type FilterSpecification, type StyleSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { keepInUrl, note } from './words';
import { labels } from './labels';
import { stack, type Hit } from './stack';

setWorkerUrl(new URL(workerUrl, location.href).href);

const FAR = 8.9; // below this zoom a shape is smaller than its line: dots of the same meaning stand for it
const STATES = ['planned', 'established', 'clearing', 'building', 'infrastructure_done', 'operating', 'operating_unestablished', 'merged_into_park', 'withdrawn'];
const SIGNED = ['merged_into_park', 'withdrawn', 'unknown']; // outside the scale of growth: a sign tells them, too
/** Colours come from the tokens, so dark and high-contrast maps need no second style. */
const css = (v: string) => getComputedStyle(document.documentElement).getPropertyValue('--' + v).trim();
const tokenOf = (s: string) => css('life-' + ({ infrastructure_done: 'building', operating_unestablished: 'operating', merged_into_park: 'left' }[s] ?? s));
const is = (k: string, v: string): FilterSpecification => ['==', ['get', k], v];

/** The signs of the chips, drawn for the map: the style has no sprite. */
const sign = (state: string): ImageData => {
  const c = document.createElement('canvas').getContext('2d')!;
  c.canvas.width = c.canvas.height = 24;
  c.lineCap = 'round';
  for (const [width, colour] of [[7, css('surface')], [3, css('ink')]] as const) {
    c.lineWidth = width;
    c.strokeStyle = colour;
    c.stroke(new Path2D({ merged_into_park: 'M5 12h13m-5-5 5 5-5 5', withdrawn: 'M5 19 19 5' }[state] ?? 'M9 8.5a3.2 3.2 0 1 1 4.5 3c-1 .5-1.5 1.1-1.5 2.2M12 18v.2'));
  }
  return c.getImageData(0, 0, 24, 24);
};

/** Where something waits a cluster has the colour of the worst of it, and not that of its state. */
const worst = (matters: Record<string, string>): ExpressionSpecification =>
  ['match', ['coalesce', ['get', ['get', 'code'], ['literal', matters]], 'ok'], 'late', css('late'), 'soon', css('map-soon'), 'wait', css('wait'), css('ok-line')];

const style = (tiles: string, codes: string[] | null, matters: Record<string, string> | null, halo: string[], pick: string, hover: string): StyleSpecification => {
  const life = matters ? worst(matters) : ['match', ['get', 'state'], ...STATES.flatMap((s) => [s, tokenOf(s)]), css('life-unknown')] as unknown as ExpressionSpecification;
  const fade: ExpressionSpecification | number = codes ? ['case', ['in', ['get', 'code'], ['literal', codes]], 1, .22] : 1;
  const edge = css('map-edge'), act = css('act'), border = css('map-border');
  const moved: FilterSpecification = ['in', ['get', 'code'], ['literal', halo]];
  const src = (layer: string) => ({ source: 'cm', 'source-layer': layer });
  return {
    version: 8,
    sources: { cm: { type: 'vector', tiles: [tiles], maxzoom: 14 } },
    layers: [
      { id: 'out', type: 'background', paint: { 'background-color': css('map-out') } },
      { id: 'land', type: 'fill', ...src('unit'), paint: { 'fill-color': css('map-land'), 'fill-antialias': false } },
      // Borders dash-dot, as on cadastral sheets.
      { id: 'commune', type: 'line', ...src('unit'), minzoom: 7.5, filter: is('kind', 'commune'), paint: { 'line-color': border, 'line-width': .8, 'line-dasharray': [4, 2.5, 1, 2.5], 'line-opacity': .8 } },
      { id: 'district', type: 'line', ...src('unit'), filter: is('kind', 'district'), paint: { 'line-color': border, 'line-width': 1, 'line-dasharray': [4, 2, 1, 2] } },
      { id: 'province', type: 'line', ...src('unit'), filter: is('kind', 'province'), paint: { 'line-color': border, 'line-width': 1.6, 'line-dasharray': [5, 1.5, 1, 1.5] } },
      // What moved since the day compared with lies on a halo, under its own colour.
      { id: 'halo', type: 'line', ...src('cluster'), minzoom: FAR, filter: moved, paint: { 'line-color': act, 'line-width': 9, 'line-opacity': .45, 'line-blur': 2 } },
      { id: 'halo-dot', type: 'circle', ...src('cluster_point'), maxzoom: FAR, filter: moved, paint: { 'circle-radius': 9.5, 'circle-color': act, 'circle-opacity': .4, 'circle-stroke-width': 1, 'circle-stroke-color': act } },
      { id: 'fill', type: 'fill', ...src('cluster'), minzoom: FAR, filter: ['!=', ['get', 'state'], 'planned'], paint: { 'fill-color': life, 'fill-opacity': fade } },
      { id: 'edge', type: 'line', ...src('cluster'), minzoom: FAR, filter: ['!=', ['get', 'state'], 'planned'], paint: { 'line-color': edge, 'line-width': 1, 'line-opacity': fade } },
      { id: 'edge-planned', type: 'line', ...src('cluster'), minzoom: FAR, filter: is('state', 'planned'), paint: { 'line-color': css('ink-3'), 'line-width': 1.2, 'line-dasharray': [2, 1.5], 'line-opacity': fade } },
      { id: 'dot', type: 'circle', ...src('cluster_point'), maxzoom: FAR, paint: { 'circle-radius': 4.5, 'circle-color': life, 'circle-opacity': fade, 'circle-stroke-width': 1, 'circle-stroke-color': edge, 'circle-stroke-opacity': fade } },
      { id: 'sign', type: 'symbol', ...src('cluster_point'), filter: ['in', ['get', 'state'], ['literal', SIGNED]], layout: { 'icon-image': ['concat', 'sign-', ['get', 'state']], 'icon-allow-overlap': true, 'icon-ignore-placement': true }, paint: { 'icon-opacity': fade } },
      // A point that the hand can hit, over small shapes too; it is not seen.
      { id: 'hit', type: 'circle', ...src('cluster_point'), paint: { 'circle-radius': 9, 'circle-opacity': 0 } },
      { id: 'hover', type: 'line', ...src('cluster'), minzoom: FAR, filter: is('code', hover), paint: { 'line-color': act, 'line-width': 2, 'line-offset': -4 } },
      { id: 'pick', type: 'line', ...src('cluster'), minzoom: FAR, filter: is('code', pick), paint: { 'line-color': act, 'line-width': 3, 'line-offset': -4 } },
      { id: 'hover-dot', type: 'circle', ...src('cluster_point'), maxzoom: FAR, filter: is('code', hover), paint: { 'circle-radius': 8, 'circle-opacity': 0, 'circle-stroke-width': 2, 'circle-stroke-color': act } },
      { id: 'pick-dot', type: 'circle', ...src('cluster_point'), maxzoom: FAR, filter: is('code', pick), paint: { 'circle-radius': 8, 'circle-opacity': 0, 'circle-stroke-width': 3, 'circle-stroke-color': act } },
    ],
  };
};

const motion = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? { duration: 0 } : {});

/** map=zoom/lat/lon in the address wins over data-bounds. */
const fromUrl = () => {
  const [z, lat, lon] = (new URL(location.href).searchParams.get('map') ?? '').split('/').map(Number);
  return [z, lat, lon].every((v) => Number.isFinite(v)) && Math.abs(lat!) <= 85 ? { zoom: z!, center: new LngLat(lon!, lat!) } : null;
};

export const start = (el: HTMLElement): void => {
  const probe = document.createElement('canvas');
  if (!probe.getContext('webgl2')) {
    el.closest('.cm-map')?.classList.add('off');
    return note(el, el.dataset.nogl ?? '');
  }

  const { bounds = '', tiles = '' } = el.dataset;
  const codes = el.dataset.codes ? (JSON.parse(el.dataset.codes) as string[]) : null;
  const matters = el.dataset.matters ? (JSON.parse(el.dataset.matters) as Record<string, string>) : null;
  const halo = el.dataset.halo ? (JSON.parse(el.dataset.halo) as string[]) : [];
  const url = tiles.startsWith('/') ? location.origin + tiles : tiles;
  const lone = 'lone' in el.dataset; // a small map of one record: no extent in the address
  let pick = (lone ? null : new URL(location.href).searchParams.get('pick')) ?? el.dataset.pick ?? '', hover = '';
  const box = bounds.split(',').map(Number) as [number, number, number, number];
  const seen = lone ? null : fromUrl();

  const map = new Map({
    container: el, style: style(url, codes, matters, halo, pick, hover), minZoom: 6, maxZoom: 18,
    ...(seen ?? { bounds: box, fitBoundsOptions: { padding: 16 } }),
    attributionControl: false, fadeDuration: 0, dragRotate: false, pitchWithRotate: false, touchPitch: false,
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  if (el.dataset.label) map.getCanvas().setAttribute('aria-label', el.dataset.label);

  map.on('style.load', () => { for (const s of SIGNED) map.addImage('sign-' + s, sign(s), { pixelRatio: 2 }); });

  const write = labels(map, el, codes);
  const place = () => { write(pick, hover); document.documentElement.dataset.map = 'ready'; };
  map.on('idle', place);
  // Only what a person did goes into the address, not the first fit or a change of the window.
  let touched = false;
  for (const kind of ['wheel', 'pointerdown', 'keydown']) el.parentElement!.addEventListener(kind, () => { touched = true; }, { passive: true });
  map.on('moveend', () => { place(); if (touched && !lone) remember(); });
  const remember = () => {
    const c = map.getCenter();
    keepInUrl({ map: [map.getZoom().toFixed(2), c.lat.toFixed(4), c.lng.toFixed(4)].join('/') });
  };

  // A tile that fails is said once, beside the map; the table stays.
  let told = false;
  map.on('error', (e) => {
    console.error(e.error);
    if (told || !el.dataset.notiles) return;
    told = true;
    const where = document.createElement('div');
    el.append(where);
    note(where, el.dataset.notiles, 'late');
    where.replaceWith(...where.childNodes);
  });

  const hitsAt = (p: { x: number; y: number }) => {
    const found = map.queryRenderedFeatures([p.x, p.y], { layers: ['fill', 'hit'] }).map((f) => f.properties as Hit);
    return found.filter((hit, i) => found.findIndex((other) => other.code === hit.code) === i);
  };
  const codeAt = (p: { x: number; y: number }) => hitsAt(p)[0]?.code;
  const say = (kind: string, code: string | null) => dispatchEvent(new CustomEvent('cm:' + kind, { detail: code }));
  map.on('mousemove', (e) => {
    const code = codeAt(e.point) ?? '';
    map.getCanvas().style.cursor = code ? 'pointer' : '';
    if (code !== hover) say('hover', code || null);
  });
  map.getCanvas().addEventListener('mouseleave', () => { if (hover) say('hover', null); });
  map.on('click', (e) => {
    const hits = hitsAt(e.point);
    if (hits[0]) say('pick', hits[0].code);
    stack(el, e.point, hits, (code) => say('pick', code));
  });

  const ring = (layer: 'hover' | 'pick', code: string) => {
    for (const id of [layer, layer + '-dot']) if (map.getLayer(id)) map.setFilter(id, is('code', code));
    write(pick, hover);
  };
  addEventListener('cm:hover', (e) => { hover = (e as CustomEvent<string | null>).detail ?? ''; ring('hover', hover); });
  addEventListener('cm:pick', (e) => {
    pick = (e as CustomEvent<string | null>).detail ?? '';
    ring('pick', pick);
    // A row may say where its cluster lies (data-at="lon,lat"), so a pick out of sight comes into sight.
    const [lon, lat] = document.querySelector<HTMLElement>(`tr[data-code="${CSS.escape(pick)}"]`)?.dataset.at?.split(',').map(Number) ?? [];
    if (lon === undefined || lat === undefined || map.getBounds().contains([lon, lat])) return;
    map.easeTo({ center: [lon, lat], ...motion() });
  });

  el.closest('.cm-map')?.addEventListener('click', (e) => {
    const way = (e.target as Element).closest<HTMLElement>('[data-map-zoom]')?.dataset.mapZoom;
    if (!way) return;
    way === 'in' ? map.zoomIn(motion()) : way === 'out' ? map.zoomOut(motion()) : map.fitBounds(box, { padding: 16, ...motion() });
  });

  new MutationObserver(() => map.setStyle(style(url, codes, matters, halo, pick, hover), { diff: false }))
    .observe(document.documentElement, { attributeFilter: ['data-theme', 'data-contrast'] });
};
