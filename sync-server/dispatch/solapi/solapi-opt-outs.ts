import type { ListedOptOut } from '../send-adapter.ts';
import type { SolapiClient } from './solapi-client.ts';
import { BlackList } from './solapi-wire.ts';

const firstPage = '/iam/v1/black?limit=500';

/** Everybody who called the free 080 number of the account, from all pages; throws where one cannot be read: half a list would forget people. */
export async function readDenials(client: SolapiClient): Promise<readonly ListedOptOut[]> {
  const found: ListedOptOut[] = [];
  const asked = new Set<string>();
  let startKey: string | undefined;
  do {
    const path: string = startKey === undefined ? firstPage : `${firstPage}&startKey=${encodeURIComponent(startKey)}`;
    const answer = await client({ method: 'GET', path, answer: BlackList });
    if (answer.kind !== 'ok') throw new Error('the list of denials could not be read');
    const denials = Object.values(answer.value.blackList).filter(({ type }) => type === 'DENIAL');
    found.push(...denials.map(({ recipientNumber, dateUpdated }) => ({ number: recipientNumber, at: dateUpdated })));
    startKey = answer.value.nextKey;
    if (startKey !== undefined && asked.has(startKey)) throw new Error('the list of denials does not end');
    asked.add(startKey ?? '');
  } while (startKey !== undefined);
  return found;
}
