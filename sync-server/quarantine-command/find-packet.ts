import type { Reached } from './reach-quarantine.ts';

const idLength = 64;
const perPage = 200;

/** The one message whose id begins so; its words where there is none, or more than one. */
export async function findPacket(reached: Pick<Reached, 'list'>, start: string): Promise<string | Readonly<{ refusal: string }>> {
  if (start.length === idLength) return start;
  const found = new Set<string>();
  for (let before: number | undefined; ; ) {
    const { packets, next } = await reached.list({ limit: perPage, ...(before !== undefined && { before }) });
    for (const { id } of packets) if (id.startsWith(start)) found.add(id);
    if (next === undefined) break;
    before = next;
  }
  const [only] = found;
  if (only === undefined) return { refusal: `no message in quarantine begins with ${start}: see npm run quarantine -- list` };
  return found.size === 1 ? only : { refusal: `${found.size} messages begin with ${start}: write more of the id` };
}
