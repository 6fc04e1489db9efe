import type { Page } from 'playwright-core';
import { collections } from '../../contract/collection.ts';
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from '../../contract/protocol-version.ts';

/** As many documents as the desk asks for at once. */
export const pageLimit = 2_000;

export type RawFill = Readonly<{ ms: number; documents: number }>;

/**
 * What the store itself costs: the same pages, each put into an IndexedDB store by one transaction as they are, no index, no check.
 * Runs in a page of the same origin that is not the desk's.
 */
export async function fillRawIndexedDb(page: Page, url: string, token: string): Promise<RawFill> {
  await page.goto(`${url}/healthz`);
  const headers = { authorization: `Bearer ${token}`, [PROTOCOL_HEADER]: String(PROTOCOL_VERSION) };
  return page.evaluate(fillInPage, { names: collections, headers, limit: pageLimit });
}

type Order = Readonly<{ names: readonly string[]; headers: Record<string, string>; limit: number }>;

/** Whole in itself, since it is sent there as text. */
async function fillInPage({ names, headers, limit }: Order): Promise<RawFill> {
  const opening = indexedDB.open('raw');
  opening.onupgradeneeded = () => {
    for (const name of names) opening.result.createObjectStore(name, { keyPath: 'id' });
  };
  await new Promise((resolve) => {
    opening.onsuccess = resolve;
  });
  const put = (name: string, documents: readonly unknown[]) =>
    new Promise<void>((resolve, reject) => {
      const transaction = opening.result.transaction(name, 'readwrite');
      const store = transaction.objectStore(name);
      for (const document of documents) store.put(document);
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  const fill = async (name: string) => {
    let place = '';
    let count = 0;
    for (;;) {
      const response = await fetch(`/v1/replication/${name}?limit=${limit}${place}`, { headers });
      const { documents, checkpoint } = await response.json();
      await put(name, documents);
      count += documents.length;
      place = `&epoch=${checkpoint.epoch}&after=${checkpoint.seq}`;
      if (documents.length < limit) return count;
    }
  };
  const startedAt = performance.now();
  const counts = await Promise.all(names.map(fill));
  return { ms: performance.now() - startedAt, documents: counts.reduce((sum, count) => sum + count, 0) };
}
