import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

type Progress = Readonly<{ percent: number }>;
type ElectronGet = Readonly<{ downloadArtifact: (details: Readonly<Record<string, unknown>>) => Promise<string> }>;

/**
 * Fetches Electron's archive into the cache of its own downloader, where its own installer then finds it: the same file, place and
 * checksum as `npx install-electron`, but with progress, and with an end to waiting.
 */
export async function fetchRuntime(packageDir: string, onProgress: (percent: number) => void, signal: AbortSignal): Promise<void> {
  const manifest = join(packageDir, 'package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const downloader = createRequire(manifest).resolve('@electron/get');
  const { downloadArtifact } = (await import(/* @vite-ignore */ pathToFileURL(downloader).href)) as ElectronGet;
  await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: process.arch,
    checksums: JSON.parse(readFileSync(join(packageDir, 'checksums.json'), 'utf8')),
    downloadOptions: { quiet: true, signal, getProgressCallback: async ({ percent }: Progress) => onProgress(percent) },
  });
  signal.throwIfAborted();
  await promisify(execFile)(process.execPath, [join(packageDir, 'install.js')]);
}
