import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerProcess } from '../crash/server-process.ts';
import { bringsOneBack, marksMeanwhile, marksOffline } from '../journey/conflict-journey.ts';
import { cutLineOf } from '../journey/cut-line.ts';
import { freePorts } from '../journey/free-port.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk } from '../journey/offline-journey.ts';
import { isLeftOut, present } from '../journey/part.ts';
import { type ServerPlace, startBuiltServer } from '../journey/server-process.ts';
import { chromiumPart, type OpenBrowser, startChromium } from '../journey/start-chromium.ts';
import { newMember } from '../journey/teammate.ts';

const chromium = chromiumPart();

describe.skipIf(isLeftOut([chromium], 'the journey of two marketers'))('given two marketers, one of whom loses her connection', () => {
  let folder: string;
  let place: ServerPlace;
  let server: ServerProcess;
  const browsers: OpenBrowser[] = [];

  const open = async (profile: string): Promise<OpenBrowser> => {
    const browser = await startChromium(present(chromium), join(folder, profile));
    browsers.push(browser);
    return browser;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'browser-conflicts-'));
    place = { dataDir: join(folder, 'data'), ...(await freePorts()) };
    server = await startBuiltServer(place);
  });
  afterAll(async () => {
    for (const browser of browsers) await browser.close();
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  test('what her late commands overwrote is in the inbox of the other, who brings it back with one key', async () => {
    const [hers, minas] = [await open('owner'), await open('mina')];
    const [owner, mina] = [marketerAt(hers.page), marketerAt(minas.page)];
    await hers.page.goto(`http://127.0.0.1:${server.httpPort}/#code=${server.code}`);
    const cast = await fillDesk(owner, place);
    const mend = await cutLineOf(hers.page);
    await hers.page.reload();
    await owner.goesTo('리드');
    await marksOffline(owner, cast);

    // a second member has no one-time code: her tab is given her token as it would keep it
    await minas.page.addInitScript((token) => sessionStorage.setItem('talklens-token', token), await newMember(place, 'mina'));
    await minas.page.goto(`http://127.0.0.1:${server.httpPort}/`);
    await marksMeanwhile(mina, cast);

    await mend();
    await bringsOneBack(mina, owner, cast, place);
    expect([...hers.violations, ...minas.violations]).toEqual([]);
  });
});
