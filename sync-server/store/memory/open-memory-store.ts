import { failed, ok, type Result } from '../../../contract/result.ts';
import type { Store } from '../port/store.ts';
import { auditOn } from './audit.ts';
import { credentialsOn } from './credentials.ts';
import type { MemoryDisk } from './disk.ts';
import { appendEpoch, feedOn } from './feed.ts';
import { logOn } from './log.ts';
import { modelsOn } from './models.ts';
import { outboxOn } from './outbox.ts';
import { workspacesOn } from './workspaces.ts';
import { memoryWriter } from './writer.ts';

export type MemoryOptions = Readonly<{
  disk: MemoryDisk;
  now: () => number;
  randomUuid: () => string;
  randomBytes: (size: number) => Uint8Array;
  /**
   * What an fsync takes: a commit is durable, seen by others and acknowledged when it resolves, and gone where it rejects or the
   * disk crashes before. At once unless said.
   */
  sync?: () => Promise<void>;
}>;

/**
 * Opens the store of a deterministic simulator: no I/O, no clock, the same promises as the others. After `disk.crash()` every call of
 * this store fails, and another one opens on what was synced. Refused with `store.locked` while another has the disk.
 */
export async function openMemoryStore({
  disk,
  now,
  randomUuid,
  randomBytes,
  sync = async () => {},
}: MemoryOptions): Promise<Result<Store>> {
  const hold = disk.hold();
  if (!hold) return failed('store.locked');
  const writer = memoryWriter(disk, hold, sync);
  const workspaces = workspacesOn(disk, writer);
  const begun = writer.transaction(() => {
    for (const name of workspaces.names()) appendEpoch(workspaces.find(name), randomUuid());
  });
  await begun.catch((cause: unknown) => {
    hold.release(); // the disk may be full: another one must be able to try
    throw cause;
  });
  return ok({
    log: logOn(workspaces, writer, now),
    feed: feedOn(workspaces, writer, now),
    outbox: outboxOn(workspaces, writer),
    credentials: credentialsOn(disk, workspaces, writer, { randomUuid, randomBytes }),
    models: modelsOn(workspaces, writer),
    audit: auditOn(workspaces),
    async close() {
      await writer.stop();
      hold.release();
    },
  });
}
