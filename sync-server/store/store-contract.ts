import { afterEach, beforeEach, describe } from 'vitest';
import { answersContract } from './contract/answers-contract.ts';
import { auditContract } from './contract/audit-contract.ts';
import { bucketContract } from './contract/bucket-contract.ts';
import { checkpointContract } from './contract/checkpoint-contract.ts';
import { credentialsContract } from './contract/credentials-contract.ts';
import { digestContract } from './contract/digest-contract.ts';
import { feedContract } from './contract/feed-contract.ts';
import { logContract } from './contract/log-contract.ts';
import { modelsContract } from './contract/models-contract.ts';
import { outboxContract } from './contract/outbox-contract.ts';
import { quarantineContract } from './contract/quarantine-contract.ts';
import { rebuildContract } from './contract/rebuild-contract.ts';
import { writesContract } from './contract/writes-contract.ts';
import type { Store } from './port/store.ts';

/** A store over state of its own. */
export type StoreUnderTest = Readonly<{
  store: Store;
  /** Closes the store and opens another one over the same state. */
  restart(): Promise<Store>;
  /** Ends it and removes what it kept. */
  dispose(): Promise<void>;
}>;

/** What a part of the suite works on: a store of this test alone that has the workspace `shop`. */
export type Given = Readonly<{ store(): Store; restart(): Promise<Store> }>;

/** What every adapter of the store port promises. `now` of the store is `someTime`. */
export function storeContract(adapter: string, openFresh: () => Promise<StoreUnderTest>): void {
  describe(`the store on ${adapter}`, () => {
    let tested: StoreUnderTest;
    let store: Store;

    beforeEach(async () => {
      tested = await openFresh();
      store = tested.store;
      await store.credentials.ensureWorkspace('shop');
    });
    afterEach(() => tested.dispose());

    const given: Given = {
      store: () => store,
      async restart() {
        store = await tested.restart();
        return store;
      },
    };

    describe('log', () => logContract(given));
    describe('answers to duplicates', () => answersContract(given));
    describe('quarantine', () => quarantineContract(given));
    describe('feed', () => feedContract(given));
    describe('checkpoints', () => checkpointContract(given));
    describe('digests', () => bucketContract(given));
    describe('digests', () => digestContract(given));
    describe('rebuild', () => rebuildContract(given));
    describe('outbox', () => outboxContract(given));
    describe('credentials', () => credentialsContract(given));
    describe('audit', () => auditContract(given));
    describe('models', () => modelsContract(given));
    describe('writes', () => writesContract(given));
  });
}
