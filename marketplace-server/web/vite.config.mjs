// Makes one script, another that it runs beside itself, and one style sheet of what is here. What it does is the same from every folder: no source map, and no name
// with a hash in it, since the server gives each file an ETag.
//   HAAT_NPM_DIR     where tools/dev/install_deps put node_modules
//   HAAT_CONSOLE_DIR where to
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const npm = path.join(process.env.HAAT_NPM_DIR ?? path.join(here, '../../build/npm'), 'node_modules');

export default {
  root: here,
  base: './',
  cacheDir: path.join(npm, '.vite'),
  resolve: { alias: [{ find: /^(preact|@preact\/signals(?:-core)?|@cfworker\/json-schema)(?=$|\/)/, replacement: `${npm}/$1` }] },
  build: {
    outDir: process.env.HAAT_CONSOLE_DIR ?? path.join(here, '../../build/console'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0, // the policy lets no data: in
    modulePreload: false,
    rollupOptions: { output: { entryFileNames: 'console.js', assetFileNames: 'console[extname]', inlineDynamicImports: true } },
  },
  worker: { format: 'es', rollupOptions: { output: { entryFileNames: 'validation.js' } } },
  // While the pages are worked on: node build/npm/node_modules/vite/bin/vite.js marketplace-server/web --configLoader native
  server: { proxy: { '/api': 'http://127.0.0.1:8080' } },
};
