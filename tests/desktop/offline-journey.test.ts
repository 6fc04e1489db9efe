import { expect, test } from 'vitest';
import { killServerOf } from '../journey/kill-embedded-server.ts';
import { marketerAt } from '../journey/marketer.ts';
import { fillDesk, findsEverythingThere, seesAllAppliedOnce, worksOffline } from '../journey/offline-journey.ts';
import { inDesktopWindow } from './in-desktop-window.ts';

inDesktopWindow({ journey: 'the offline journey in a desktop window', given: 'given a desktop app that loses its server' }, (desktop) => {
  test('it says why, work goes on and survives a restart of the app, and is applied once when the server is back', async () => {
    const [place, first] = [desktop.place(), desktop.now()];
    const before = marketerAt(first.page);
    const cast = await fillDesk(before, place);
    const giveBack = await killServerOf(first.app, place.httpPort);

    await worksOffline(before, cast);
    const seenBefore = [...first.violations];
    await first.close();
    const second = await desktop.opens();
    const after = marketerAt(second.page);
    await findsEverythingThere(after, cast);
    await after.goesTo('설정');
    await after.reads('서버가 쓸 포트를 다른 프로그램이 쓰고 있어요');
    await after.photographs('desktop-offline');

    await giveBack();
    await after.restartsServer();
    await after.seesConnected();
    await after.goesTo('발송');
    await seesAllAppliedOnce(after, cast, place);
    expect([...seenBefore, ...second.violations]).toEqual([]);
  });
});
