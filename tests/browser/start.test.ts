import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { freePorts, takePort } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { isLeftOut, type Part, present, programInPath } from '../journey/part.ts';
import { builtProgram } from '../journey/project.ts';
import { chromiumPart, startChromium } from '../journey/start-chromium.ts';

const chromium = chromiumPart();
const mosquittoPub: Part<string> = programInPath('mosquitto_pub')
  ? { ok: true, value: 'mosquitto_pub' }
  : { ok: false, install: 'mosquitto-clients' };

let folder: string;
let ports: Awaited<ReturnType<typeof freePorts>>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'start-'));
  ports = await freePorts();
});
afterEach(() => rmSync(folder, { recursive: true }));

/** `npm start` as it is on a machine without a display. */
function startWithoutDisplay() {
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
  const child = spawn(process.execPath, [builtProgram('start')], {
    env: {
      ...env,
      TALKLENS_DATA_DIR: join(folder, 'data'),
      TALKLENS_HTTP_PORT: String(ports.httpPort),
      TALKLENS_MQTT_PORT: String(ports.mqttPort),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (text) => (printed += text));
  return { child, ended: once(child, 'exit'), printed: () => printed };
}

describe.skipIf(isLeftOut([chromium, mosquittoPub], 'npm start in a browser'))('given no display', () => {
  test('the printed address opens the desk, the printed line publishes to it, and Ctrl-C ends everything', async () => {
    const { child, ended, printed } = startWithoutDisplay();
    await expect.poll(printed, { timeout: 20_000 }).toContain('Ctrl-C stops it.');
    const browser = await startChromium(present(chromium), join(folder, 'profile'));
    const marketer = marketerAt(browser.page);

    await browser.page.goto(/http:\S+#code=\S+/.exec(printed())?.[0] ?? '');
    await marketer.seesConnected();
    await promisify(execFile)('bash', ['-c', /mosquitto_pub .*\\\n.*\\\n.*/.exec(printed())?.[0] ?? 'false']);
    await marketer.goesTo('리드');
    await marketer.seesLeads(1);
    await browser.close();
    child.kill('SIGINT');

    expect(await ended).toEqual([0, null]);
    const give = await Promise.all([takePort(ports.httpPort), takePort(ports.mqttPort)]);
    await Promise.all(give.map((giveBack) => giveBack()));
  });
});

test('given a port that another program has, says which, and which variable changes it', async () => {
  const giveBack = await takePort(ports.httpPort);

  const { ended, printed } = startWithoutDisplay();
  const [exitCode] = await ended;
  await giveBack();

  expect(exitCode).toBe(1);
  expect(printed()).toContain('TALKLENS_HTTP_PORT');
  expect(printed()).toContain(String(ports.httpPort));
});
