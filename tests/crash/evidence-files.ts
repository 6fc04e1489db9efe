import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { DownMessage } from '../../contract/down-message.ts';
import { DownKind } from '../../contract/down-message.ts';
import { UpEvent } from '../../contract/up-event.ts';
import { z } from '../../contract/zod.ts';

const names = { said: 'said.jsonl', acknowledged: 'acknowledged.txt', down: 'down.jsonl' } as const;
const DownLine = z.strictObject({ kind: DownKind, id: z.string(), eventId: z.string().optional() });

/** What the publisher process wrote down by itself, and no server had a hand in. */
export type Evidence = Readonly<{
  /** Every event that was published, once. */
  said: readonly UpEvent[];
  /** Ids whose PUBACK came. */
  acknowledged: ReadonlySet<string>;
  /** Every message that came down, repeated ones too. */
  down: readonly z.infer<typeof DownLine>[];
}>;

/** Opens the publisher's files for appending. An acknowledgement is flushed to the disk before the next packet is read. */
export function openEvidence(folder: string) {
  const open = (name: string) => openSync(join(folder, name), 'a', 0o600);
  const files = { said: open(names.said), acknowledged: open(names.acknowledged), down: open(names.down) };
  return {
    said: (event: UpEvent) => writeSync(files.said, `${JSON.stringify(event)}\n`),
    acknowledged: (eventId: string) => {
      writeSync(files.acknowledged, `${eventId}\n`);
      fsyncSync(files.acknowledged);
    },
    down: (message: DownMessage) => {
      const eventId = 'eventId' in message ? message.eventId : undefined;
      writeSync(files.down, `${JSON.stringify({ kind: message.kind, id: message.id, eventId })}\n`);
    },
    close: () => Object.values(files).forEach(closeSync),
  };
}

export function readEvidence(folder: string): Evidence {
  const lines = (name: string) =>
    readFileSync(join(folder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '');
  return {
    said: lines(names.said).map((line) => UpEvent.parse(JSON.parse(line))),
    acknowledged: new Set(lines(names.acknowledged)),
    down: lines(names.down).map((line) => DownLine.parse(JSON.parse(line))),
  };
}
