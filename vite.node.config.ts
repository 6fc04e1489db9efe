import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/**
 * Every program of ours that runs in Node or in Electron's main process: one CommonJS file each, whole in itself, since a
 * sandboxed preload script may load nothing and the first import of the server must stay the first. `run.mjs` names the entries.
 */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  publicDir: false,
  resolve: { alias: { debug: fileURLToPath(new URL('sync-server/silent-debug.cjs', import.meta.url)) } },
  ssr: { noExternal: true, external: ['@photostructure/sqlite', 'electron', 'vite', 'electron-builder', 'playwright-core'] },
  build: {
    ssr: true,
    target: 'node18',
    sourcemap: true,
    outDir: 'dist/node',
    emptyOutDir: false,
    rolldownOptions: { output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false } },
  },
});
