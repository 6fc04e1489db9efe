import { build } from 'vite';

/** Bundles a program for tests as the server is, into a folder that is there; the native module stays outside. */
export async function bundleProgram(source: string, folder: string, fileName: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: {
      ssr: source,
      outDir: folder,
      emptyOutDir: false,
      rolldownOptions: { output: { format: 'cjs', entryFileNames: fileName } },
    },
  });
}
