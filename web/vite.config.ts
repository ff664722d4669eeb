// Fixed file names and relative urls: the server serves the whole of dist/ under /assets/<hash of everything>/.
import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'vite';
import { sprite } from './icons/sprite.ts';

// The notices of what we ship. Tabler's package carries none of its own, so its line is written here.
const licences = () => {
  const read = (file: string) => readFileSync(file, 'utf8').trim();
  const mit = read('node_modules/@tabler/icons/LICENSE').replace(/^Copyright.*$/m, 'Copyright (c) The Tabler Authors; Copyright (c) The Bootstrap Authors');
  return [
    ['htmx.org', read('node_modules/htmx.org/LICENSE')],
    ['maplibre-gl', read('node_modules/maplibre-gl/LICENSE.txt')],
    ['@tabler/core', mit],
    ['@tabler/icons', read('node_modules/@tabler/icons/LICENSE')],
    ['Be Vietnam Pro; Cot Moc So, derived from it', read('fonts/OFL.txt')],
  ].map(([name, text]) => `${name}\n\n${text}\n`).join(`\n${'-'.repeat(78)}\n\n`);
};

const extras: Plugin = {
  name: 'cotmoc-extras',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'icons.svg', source: sprite() });
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licences() });
    this.emitFile({ type: 'asset', fileName: '.gitkeep', source: '' });
  },
};

export default defineConfig({
  base: './',
  publicDir: false,
  plugins: [extras],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: '',
    assetsInlineLimit: 0, // font-src 'self' forbids data: fonts
    modulePreload: false, // map.js is fetched when its island starts, not before
    cssCodeSplit: true,
    target: 'es2022',
    chunkSizeWarningLimit: 1500,
    rolldownOptions: {
      input: { app: 'styles/app.css', shell: 'islands/shell.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: (asset) => {
          const name = asset.names[0] ?? '';
          if (name.endsWith('.woff2')) return 'fonts/[name][extname]';
          if (name.startsWith('maplibre-gl-worker')) return 'maplibre-worker.js'; // .js: every server knows its type
          return '[name][extname]';
        },
      },
    },
  },
});
