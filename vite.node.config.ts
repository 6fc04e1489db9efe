import { defineConfig } from 'vite';

/** Every program of ours that runs in Node or in Electron's main process, one CommonJS file each; `run.mjs` names them. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['@photostructure/sqlite', 'electron', 'vite', 'electron-builder', 'playwright-core'] },
  build: {
    ssr: true,
    target: 'node18',
    sourcemap: true,
    outDir: 'dist/node',
    emptyOutDir: true,
    rolldownOptions: {
      input: {
        server: 'sync-server/main.ts',
        client: 'sync-server/http/client-command.ts',
        member: 'sync-server/http/member-command.ts',
        rebuild: 'sync-server/projection/rebuild-command.ts',
        main: 'main/main.ts',
        preload: 'main/preload.ts',
        start: 'main/start/start.ts',
        simulate: 'tests/simulate/simulate-command.ts',
        crash: 'tests/crash/crash-command.ts',
      },
      output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'chunk-[hash].cjs' },
    },
  },
});
