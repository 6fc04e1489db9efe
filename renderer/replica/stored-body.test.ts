import { expect, test } from 'vitest';
import { aLead } from '../../contract/testing/build-document.ts';
import { createDocuments } from './documents.ts';
import { readStored, toStored } from './stored-body.ts';

test('given a document of the contract, it is stored and read as it came; a tombstone keeps nothing of it', () => {
  const { body } = toStored('lead', { ...aLead(), _deleted: false });

  expect(readStored('lead', body)).toEqual(aLead());
  expect(toStored('lead', { ...aLead(), _deleted: true })).toEqual({ id: '39~001', body: {}, _deleted: true });
});

test('given a document that is not of the contract, it is kept as it came and not read', () => {
  const { body } = toStored('lead', { ...aLead(), searches: 'many', _deleted: false });

  expect(body).toEqual({ unreadable: { ...aLead(), searches: 'many' } });
  expect(readStored('lead', body)).toBeUndefined();
});

test('given a document that an earlier version put aside and this one can read, it is shown', () => {
  const documents = createDocuments();
  documents.stage('lead', [{ id: '39~001', body: { unreadable: aLead() } }]);
  documents.takeIn();

  expect(documents.of('lead').get('39~001')).toEqual(aLead());
  expect(documents.unreadable()).toBe(0);
});
