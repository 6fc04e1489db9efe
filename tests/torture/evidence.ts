import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { DispatchItem } from '../../contract/dispatch.ts';
import { isWhole, verifyAudit } from '../../sync-server/store/audit/verify-audit.ts';
import { openStore } from '../../sync-server/store/open-store.ts';
import type { Store } from '../../sync-server/store/port/store.ts';

const pageSize = 5_000;

/** What the servers have left, read once none of them lives. */
export type Left = Readonly<{
  items: readonly DispatchItem[];
  /** Where in the log each user's opt-out stands. */
  optOuts: ReadonlyMap<string, number>;
  /** Where in the log each item was last committed. */
  committed: ReadonlyMap<string, number>;
  /** The chain of the audit and the log say the same. */
  auditWhole: boolean;
}>;

export async function readLeft(dataDir: string, databaseUrl: string | undefined, workspace: string): Promise<Left> {
  const path = join(dataDir, 'talklens.db');
  const opened = await openStore({ path, databaseUrl }, { now: Date.now, randomUuid: randomUUID, randomBytes });
  if (!opened.ok) throw new Error(`the store cannot be opened: ${opened.code}`);
  try {
    const store = opened.value;
    const items = await allItems(store, workspace);
    return { items, ...(await walk(store, workspace)), auditWhole: isWhole(await verifyAudit(store, workspace)) };
  } finally {
    await opened.value.close();
  }
}

async function allItems({ feed }: Store, workspace: string): Promise<readonly DispatchItem[]> {
  const items: DispatchItem[] = [];
  for (;;) {
    const page = await feed.documentsFrom(workspace, 'dispatchItem', '', items.at(-1)?.id ?? '', pageSize);
    items.push(...page);
    if (page.length < pageSize) return items;
  }
}

async function walk({ log }: Store, workspace: string): Promise<Pick<Left, 'optOuts' | 'committed'>> {
  const optOuts = new Map<string, number>();
  const committed = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = await log.read(workspace, after, pageSize);
    for (const { kind, body, position } of page) {
      if (kind === 'event' && body.kind === 'consented' && !body.granted) optOuts.set(body.userId, position);
      if (kind === 'dispatch' && body.step === 'committed' && 'itemId' in body) committed.set(body.itemId, position);
    }
    if (page.length < pageSize) return { optOuts, committed };
    after = page.at(-1)?.position ?? after;
  }
}
