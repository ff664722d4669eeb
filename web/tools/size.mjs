// What a first visit costs, brotli 11 as the server sends it. Usage: npm run size (after npm run build)
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const files = readdirSync('dist', { recursive: true }).filter((f) => f !== '.gitkeep' && statSync(`dist/${f}`).isFile());
const size = Object.fromEntries(files.map((f) => {
  const b = readFileSync(`dist/${f}`);
  return [f, f.endsWith('.woff2') ? b.length : brotliCompressSync(b).length];
}));
const kB = (n) => (n / 1000).toFixed(1).padStart(7) + ' kB';
for (const [f, n] of Object.entries(size).sort((a, b) => b[1] - a[1])) console.log(kB(n), f);

const fonts = Object.entries(size).reduce((a, [f, n]) => a + (f.endsWith('.woff2') ? n : 0), 0);
const plain = size['app.css'] + size['shell.js'] + size['icons.svg'] + fonts;
console.log('\n' + kB(plain), 'a plain page, without its HTML');
console.log(kB(plain + size['map.js'] + size['maplibre-worker.js']), 'a page with a map, without HTML and tiles');
