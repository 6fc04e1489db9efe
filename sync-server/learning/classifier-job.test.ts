import { expect, onTestFinished, test } from 'vitest';
import { aCommand } from '../../contract/testing/build-command.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { leadId } from '../../domain/identity/ids.ts';
import { classify } from '../../domain/request-decision/classifier/classify.ts';
import { decodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import type { Taught } from '../../domain/request-decision/learning/lessons.ts';
import { lessonsToBegin } from '../../domain/request-decision/learning/when-to-learn.ts';
import { createCommands } from '../command/apply-commands.ts';
import { rebuild } from '../projection/rebuild.ts';
import { openShop, type Shop, silent, workspace } from '../testing/open-shop.ts';
import { learn as say } from '../testing/shop-acts.ts';
import { startClassifierJob } from './classifier-job.ts';
import { learnHere } from './learn-here.ts';
import { createPublisher } from './publish-model.ts';

/** A shop whose people decide, and whose job has nothing else to do when `settled` resolves. */
async function aShopThatLearns() {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { store, wakeUps, clock } = shop;
  const { publishModel } = createCommands({ store, wakeUps, now: () => clock.now });
  const publish = createPublisher({ store, publishModel });
  const settled = async () => {
    const job = await startClassifierJob({ store, wakeUps, learn: learnHere, publish, now: () => clock.now, log: silent });
    await job.idle();
    await job.stop();
  };
  const policy = async (id: string) => (await store.feed.documents(workspace, 'policy', [id])).get(id);
  return { ...shop, settled, card: () => policy('classifier'), lessons: () => policy('lessons') };
}

/** So many requests, each decided by a person as its ending says. */
async function teach(shop: Shop, each: number, about: string): Promise<void> {
  const said = Array.from({ length: each * 2 }, (_, at) => aRequest({ message: `${about} ${at} ${at % 2 ? '안 됩니다' : '부탁드려요'}` }));
  await say(shop, ...said);
  const decided = said.map(({ eventId, userId, productId }, at) =>
    decision(eventId, leadId(userId, productId), at % 2 ? 'refuse' : 'approve'),
  );
  await shop.apply(...decided);
}

const decision = (requestEventId: string, lead: string, outcome: Taught) =>
  aCommand({ kind: 'decideRequest', requests: [{ leadId: lead, requestEventId }], outcome });

test('given too few decisions by people, nothing is learned, and they are counted', async () => {
  const shop = await aShopThatLearns();
  await teach(shop, lessonsToBegin - 1, '각인');

  await shop.settled();

  expect(await shop.card()).toBeUndefined();
  expect(await shop.lessons()).toMatchObject({
    approve: { decided: lessonsToBegin - 1, asked: 0 },
    refuse: { decided: lessonsToBegin - 1 },
  });
});

test('given enough decisions, a file is learned from them and published, and it says of new texts what people would', async () => {
  const shop = await aShopThatLearns();
  await teach(shop, lessonsToBegin, '각인');

  await shop.settled();

  const card = await shop.card();
  expect(card).toMatchObject({ version: 1, learnedFrom: { approve: lessonsToBegin, refuse: lessonsToBegin } });
  const file = card?.id === 'classifier' ? await shop.store.models.read(workspace, card.hash) : undefined;
  const model = file && decodeModel(file.bytes);
  const answers = ['교환은 안 됩니다', '교환 부탁드려요'].map((text) => model && classify(model, text).class);
  expect(answers).toEqual(['refuse', 'approve']);
});

test('given what was learned from, it is learned again only when people have decided a good deal more', async () => {
  const shop = await aShopThatLearns();
  await teach(shop, lessonsToBegin, '각인');
  await shop.settled();
  await teach(shop, 2, '수선');
  await shop.settled();
  const before = await shop.card();

  await teach(shop, lessonsToBegin, '포장');
  await shop.settled();

  expect(before).toMatchObject({ version: 1 });
  expect(await shop.card()).toMatchObject({ version: 2, decided: { approve: 2 * lessonsToBegin + 2 } });
});

test('given decisions that people turned round, a rebuild counts the same lessons and keeps the file (I2)', async () => {
  const shop = await aShopThatLearns();
  await teach(shop, lessonsToBegin, '각인');
  await shop.settled();
  const request = aRequest({ message: '쿠폰 두 장 쓰게 해 주세요' });
  await say(shop, request);
  for (const outcome of ['refuse', 'approve', 'refuse'] as const) await shop.apply(decision(request.eventId, '39~001', outcome));
  const before = [await shop.card(), await shop.lessons()];

  expect(await rebuild(shop.store, workspace)).toMatchObject({ written: 0, removed: 0 });

  expect([await shop.card(), await shop.lessons()]).toEqual(before);
  expect(before[1]).toMatchObject({ refuse: { decided: lessonsToBegin + 1 } });
});
