import { expect, onTestFinished, test } from 'vitest';
import type { ClassifierCard } from '../../contract/policy/classifier-card.ts';
import { aRequest } from '../../contract/testing/build-event.ts';
import { decisionId } from '../../domain/identity/ids.ts';
import { encodeModel } from '../../domain/request-decision/classifier/model-file.ts';
import { aShopsModel, shopsExamples } from '../../domain/request-decision/classifier/testing/shop-model.ts';
import { trainModel } from '../../domain/request-decision/classifier/train-model.ts';
import { noLessons, type Taught } from '../../domain/request-decision/learning/lessons.ts';
import { agreedToAct, taughtClasses } from '../../domain/request-decision/learning/when-to-learn.ts';
import { createCommands } from '../command/apply-commands.ts';
import { openShop, silent, workspace } from '../testing/open-shop.ts';
import { createJudges } from './classifiers.ts';
import { startProjector } from './projector.ts';

const counts = { approve: 40, refuse: 40 };
const card = (hash: string): ClassifierCard => ({
  ...{ id: 'classifier', version: 1, hash, bytes: 1, madeAt: 0 },
  ...{ decided: counts, learnedFrom: counts },
});

/** A shop whose classifier was published. */
async function aTaughtShop(bytes = encodeModel(aShopsModel())) {
  const shop = await openShop();
  onTestFinished(() => shop.close());
  const { store, wakeUps, clock } = shop;
  const hash = await store.models.keep(workspace, { kind: 'classifier', madeAt: 0, bytes });
  const { publishModel } = createCommands({ store, wakeUps, now: () => clock.now });
  await publishModel(workspace, card(hash));
  const fold = async () => {
    const projector = await startProjector({ store, wakeUps, now: () => clock.now, log: silent });
    await projector.idle();
    await projector.stop();
  };
  return { ...shop, hash, fold, fact: (id: string) => store.log.fact(workspace, id) };
}

/** The shop has no ribbons, which no rule knows. */
const ribbon = '리본으로 묶어 주세요';
const withoutRibbons = () => {
  const refused = ['빨간', '파란', '하얀', '큰', '작은'].map((kind) => ({ text: `${kind} ${ribbon}`, label: 1 }));
  return encodeModel(trainModel(taughtClasses, [...shopsExamples, ...refused]));
};

test('given a classifier in the shadow, what it says is kept with the decision, and the rules decide', async () => {
  const shop = await aTaughtShop();
  const request = aRequest({ message: '각인해 주세요' });
  await shop.publish('bot', request);

  await shop.fold();

  const decision = await shop.fact(decisionId(request.eventId, 1));
  expect(decision?.body).toMatchObject({ outcome: 'approve', model: { hash: shop.hash, said: 'approve' } });
});

test('given people who then decide, what they said first is compared with what the classifier had said before', async () => {
  const shop = await aTaughtShop();
  const requests = ['각인해 주세요', '교환 부탁드려요'].map((message) => aRequest({ message }));
  await shop.publish('bot', ...requests);
  await shop.fold();
  const decide = (request: (typeof requests)[number] | undefined, outcome: Taught) =>
    shop.act({ kind: 'decideRequest', requests: [{ leadId: '39~001', requestEventId: request?.eventId ?? '' }], outcome });

  await decide(requests[0], 'approve');
  await decide(requests[1], 'approve');
  await decide(requests[1], 'refuse');

  const lessons = (await shop.store.feed.documents(workspace, 'policy', [noLessons.id])).get(noLessons.id);
  expect(lessons).toMatchObject({ approve: { decided: 1, asked: 1, agreed: 1 }, refuse: { decided: 1, asked: 1, agreed: 0 } });
});

test('given a file that is not what its hash says or no model, the rules judge without it', async () => {
  const shop = await aTaughtShop(encodeModel(aShopsModel()).subarray(0, 100));
  const request = aRequest({ message: '각인해 주세요' });
  await shop.publish('bot', request);

  await shop.fold();

  expect((await shop.fact(decisionId(request.eventId, 1)))?.body).not.toHaveProperty('model');
});

test('given a classifier that people agreed with often enough, it moves what it doubts to review, and never decides', async () => {
  const { store } = await aTaughtShop(withoutRibbons());
  const proven = { decided: agreedToAct, asked: agreedToAct, agreed: agreedToAct };
  const lessons = { ...noLessons, approve: proven, refuse: proven };
  await store.feed.transaction(workspace, (feed) => feed.write([{ collection: 'policy', id: lessons.id, document: lessons }]));

  const judge = await createJudges(store, silent)(workspace);

  const verdicts = ['교환은 불가합니다', `까만 ${ribbon}`, '각인 부탁드려요'].map((text) =>
    judge({ text, productId: '001', product: undefined }),
  );
  expect(verdicts.map(({ outcome }) => outcome)).toEqual(['refuse', 'review', 'approve']);
  expect(verdicts[1]).toMatchObject({ rule: 'model.doubt', model: { said: 'refuse' } });
});
