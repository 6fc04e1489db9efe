import { once } from 'node:events';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { findRuntime } from '../electron-runtime/find-runtime.ts';
import { duringSendingHours } from '../sending-hours.ts';
import { type Part, programInPath } from './part.ts';
import { type PolicyViolations, watchPolicy } from './policy-watch.ts';
import { projectRoot } from './project.ts';

/** What starts the app: a packaged one that `TALKLENS_PACKAGED_APP` names, or an Electron with the checkout as its app. */
export type DesktopApp = Readonly<{ executable: string; args: readonly string[] }>;

export function desktopPart(): Part<DesktopApp> {
  const packaged = process.env.TALKLENS_PACKAGED_APP;
  if (packaged !== undefined) return { ok: true, value: { executable: packaged, args: [] } };
  try {
    return { ok: true, value: { executable: findRuntime(process.env, projectRoot).executable, args: [projectRoot] } };
  } catch (error) {
    return { ok: false, install: (error as Error).message };
  }
}

export function displayPart(): Part<string> {
  const path = programInPath('Xvfb');
  return path === undefined ? { ok: false, install: 'xvfb' } : { ok: true, value: path };
}

export type DesktopPlace = Readonly<{
  display: string;
  dataDir: string;
  httpPort: number;
  mqttPort: number;
  sendsNothing?: true;
  /** Beside what says where it is. */
  env?: Readonly<Record<string, string>>;
}>;
export type OpenDesktop = Readonly<{
  app: ElectronApplication;
  page: Page;
  violations: PolicyViolations;
  close: () => Promise<void> /** At once, as when the power fails. */;
  dies: () => Promise<void>;
}>;

/** Opens the desktop app in a real window. As root it runs without Chromium's sandbox, which Chromium demands. */
export async function startElectron({ executable, args }: DesktopApp, place: DesktopPlace): Promise<OpenDesktop> {
  const app = await _electron.launch({
    executablePath: executable,
    args: [...args, '--disable-gpu', '--lang=ko', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
    cwd: join(projectRoot),
    env: {
      ...(process.env as Record<string, string>),
      ...(place.sendsNothing ? {} : duringSendingHours()),
      DISPLAY: place.display,
      TALKLENS_DATA_DIR: place.dataDir,
      TALKLENS_HTTP_PORT: String(place.httpPort),
      TALKLENS_MQTT_PORT: String(place.mqttPort),
      TALKLENS_LOG_LEVEL: 'warn',
      ...place.env,
    },
  });
  const page = await app.firstWindow();
  return { app, page, violations: await watchPolicy(page), close: () => app.close(), dies: () => kill(app) };
}

async function kill(app: ElectronApplication): Promise<void> {
  const gone = once(app.process(), 'exit');
  app.process().kill('SIGKILL');
  await gone;
}
