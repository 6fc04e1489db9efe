import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextKstMinute } from '../../domain/time/kst-minute.ts';
import { solapiEnvironment } from '../fake-kakao/solapi-environment.ts';
import { type RunningFake, startFakeKakao } from '../fake-kakao/start-fake-kakao.ts';
import {
  comparesWithLedger,
  oneOptsOut,
  picksInterested,
  seesItDelivered,
  seesItHeld,
  seesItQueued,
  writesByKeyboard,
} from '../journey/dispatch-journey.ts';
import { fillKakaoShop, talksInAll } from '../journey/kakao-shop.ts';
import { killServerOf } from '../journey/kill-embedded-server.ts';
import { marketerAt } from '../journey/marketer.ts';
import { putClockAhead } from '../journey/put-clock-ahead.ts';
import { resultsReaderAt } from '../journey/results-reader.ts';
import { writerAt } from '../journey/writer.ts';
import { type ImageServer, startImageServer } from '../torture/image-server.ts';
import { inDesktopWindow } from './in-desktop-window.ts';

const halfPastNineMinute = 21 * 60 + 30;
const eightMinute = 8 * 60;
/** So that the server that sends is one that was started while it was still forbidden. */
const beforeOpeningMs = 3_000;

inDesktopWindow(
  {
    journey: 'the journey of a message by KakaoTalk in a desktop window',
    given: 'given a desktop app that sends by Solapi, at 21:30 in Seoul',
    closed: true,
  },
  (desktop) => {
    const now = Date.now();
    const tonight = nextKstMinute(now, halfPastNineMinute);
    const morning = nextKstMinute(tonight, eightMinute);
    const webhookSecret = randomBytes(32).toString('base64url');
    let fake: RunningFake;
    let images: ImageServer;
    /** So far the clocks of provider, server and desk are ahead of this machine's. */
    let aheadMs = tonight - now;

    beforeAll(async () => {
      fake = await startFakeKakao({ port: 0, seed: 'journey', now: () => Date.now() + aheadMs });
      images = await startImageServer();
      fake.provider.world.webhooks.aim('solapi', {
        url: `http://127.0.0.1:${desktop.place().httpPort}/v1/webhooks/solapi/${webhookSecret}`,
        headers: {},
      });
    });
    afterAll(async () => {
      await fake?.stop();
      images?.close();
    });

    const opens = async () => {
      const open = await desktop.opens({
        ...solapiEnvironment(fake.address),
        TALKLENS_WEBHOOK_SECRET: webhookSecret,
        TALKLENS_FAKE_NOW: String(Date.now() + aheadMs),
      });
      await putClockAhead(open.page, aheadMs);
      await open.page.reload();
      return { ...open, marketer: marketerAt(open.page), results: resultsReaderAt(open.page) };
    };

    test('50 queued offline outlive a crash, are held until 08:00, and reach all but the one who opted out, as file and ledger say alike', async () => {
      const place = desktop.place();
      const evening = await opens();
      await evening.marketer.seesConnected();
      await fillKakaoShop(place, `${images.url}/photo.png`, tonight);
      await evening.marketer.goesTo('리드');
      await evening.marketer.seesLeads(talksInAll);
      await evening.marketer.seesSameAsServer();
      const giveBack = await killServerOf(evening.app, place.httpPort);
      await evening.marketer.seesOffline();
      await picksInterested(evening.marketer);
      await writesByKeyboard(writerAt(evening.page), evening.marketer, morning);
      await seesItQueued(evening.results, evening.marketer);
      await evening.marketer.photographs('dispatch-queued');
      expect(evening.violations).toEqual([]);
      await evening.dies();

      const night = await opens();
      await night.marketer.seesOffline();
      await night.marketer.goesTo('발송');
      await seesItQueued(night.results, night.marketer);
      await giveBack();
      await night.marketer.goesTo('설정');
      await night.marketer.restartsServer();
      await night.marketer.seesConnected();
      await night.marketer.seesEverythingSent();
      await night.marketer.goesTo('발송');
      await seesItHeld(night.results, morning);
      await night.marketer.photographs('dispatch-held');
      await oneOptsOut(place, Date.now() + aheadMs);
      expect(fake.provider.world.ledger.count).toBe(0);
      expect(night.violations).toEqual([]);
      await night.close();

      aheadMs = morning - beforeOpeningMs - Date.now();
      const day = await opens();
      await day.marketer.seesConnected();
      await day.marketer.goesTo('발송');
      await seesItDelivered(day.results, day.marketer);
      const file = await day.results.savesResults(day.app, place.dataDir);
      await comparesWithLedger(file, fake.provider.world.ledger.after(0, Number.POSITIVE_INFINITY), morning);
      expect(day.violations).toEqual([]);
    });
  },
);
