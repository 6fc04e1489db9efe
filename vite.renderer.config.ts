import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * What the worker imports. Vite finds a worker's dependencies only when it runs, and would then load page and worker a second time,
 * with two copies of RxDB in one worker.
 */
const workerDependencies = [
  'rxdb/plugins/core',
  'rxdb/plugins/storage-dexie',
  'rxdb/plugins/replication',
  'rxjs',
  'zod',
  'es-hangul',
  'ulid',
  '@noble/hashes/sha2.js',
  '@noble/hashes/utils.js',
];

/** The desk: one page and one worker, the same files for Electron and for a browser. Chromium 114 is the oldest that runs it. */
export default defineConfig({
  root: fileURLToPath(new URL('renderer', import.meta.url)),
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { target: 'chrome114', sourcemap: true, outDir: '../dist/renderer', emptyOutDir: true, chunkSizeWarningLimit: 1_500 },
  optimizeDeps: { include: workerDependencies },
});
