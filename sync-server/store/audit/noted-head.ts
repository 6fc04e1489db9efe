import { TopicName } from '../../../contract/identifier.ts';
import type { ChainHead } from './chain.ts';

/** The last entry of a workspace's chain at some time, as `npm run audit:verify` prints it and `--head` takes it: `shop/1204:9f2c...`. */
export type NotedHead = Readonly<{ workspace: string }> & ChainHead;

const written = /^([^/]+)\/(\d+):([0-9a-f]{64})$/;

export const headText = ({ workspace, number, hash }: NotedHead): string => `${workspace}/${number}:${hash}`;

export function parseHead(text: string): NotedHead | undefined {
  const [, workspace, number, hash] = written.exec(text) ?? [];
  if (!TopicName.safeParse(workspace).success || hash === undefined) return undefined;
  return { workspace: String(workspace), number: Number(number), hash };
}
