import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVirtualDisplay, type VirtualDisplay } from '../electron-runtime/virtual-display.ts';
import { freePorts, takePort } from '../journey/free-port.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { builtProgram } from '../journey/project.ts';
import { desktopPart, displayPart } from '../journey/start-electron.ts';

const desktop = desktopPart();
const display = displayPart();
const packaged = process.env.TALKLENS_PACKAGED_APP !== undefined;

describe.skipIf(packaged || isLeftOut([desktop, display], 'npm start in a window'))('given a display and an Electron', () => {
  let dataDir: string;
  let screen: VirtualDisplay;

  beforeAll(async () => {
    dataDir = mkdtempSync(join(tmpdir(), 'desktop-start-'));
    screen = await startVirtualDisplay(present(display));
  });
  afterAll(async () => {
    await screen?.stop();
    rmSync(dataDir, { recursive: true });
  });

  test('npm start opens the desktop app, and Ctrl-C closes it with its server', async () => {
    const { httpPort, mqttPort } = await freePorts();
    const child = spawn(process.execPath, [builtProgram('start')], {
      env: {
        ...process.env,
        DISPLAY: screen.name,
        ELECTRON_OVERRIDE_DIST_PATH: dirname(present(desktop).executable),
        TALKLENS_DATA_DIR: dataDir,
        TALKLENS_HTTP_PORT: String(httpPort),
        TALKLENS_MQTT_PORT: String(mqttPort),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    let printed = '';
    child.stdout.on('data', (text) => {
      printed += text;
    });

    await expect.poll(() => printed, { timeout: 20_000 }).toContain('The desk is open in its window.');
    const health = await fetch(`http://127.0.0.1:${httpPort}/healthz`);
    child.kill('SIGINT');

    expect(health.status).toBe(200);
    expect(await ended).toEqual([0, null]);
    await (await takePort(httpPort))();
  });
});
