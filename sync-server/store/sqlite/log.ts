import type { Repeated } from '../answered.ts';
import type { EventFact } from '../port/fact.ts';
import type { Appended, Log } from '../port/log.ts';
import type { Answers } from './answers.ts';
import { type Database, snapshot } from './database.ts';
import type { AppendEvents, EventAppended } from './event-appends.ts';
import type { FactReads } from './fact-reads.ts';
import type { OutboxWrites } from './outbox.ts';
import type { QuarantineReads, QuarantineWrites } from './quarantine.ts';
import type { Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type ReadParts = Readonly<{ reader: Database; workspaces: Workspaces; reads: FactReads; quarantined: QuarantineReads }>;

export type LogReads = Omit<Log, keyof LogWrites>;

export function logReads({ reader, workspaces, reads, quarantined }: ReadParts): LogReads {
  const find = (name: string) => workspaces.find(name);
  return {
    quarantined: async (name, limit, filter = {}) => quarantined.newest(find(name), limit, filter),
    quarantinedPacket: async (name, packetId) => quarantined.packet(find(name), packetId),
    quarantineCounts: async (name) => quarantined.counts(find(name)),
    read: async (name, after, limit) => snapshot(reader, () => reads.after(find(name), after, limit)),
    ofLead: async (name, leadId, limit) => snapshot(reader, () => reads.ofLead(find(name), leadId, limit)),
    fact: async (name, factId) => snapshot(reader, () => reads.byId(find(name), factId)),
    head: async (name) => workspaces.counters(find(name)).position,
  };
}

type WriteParts = Readonly<{
  writer: Writer;
  workspaces: Workspaces;
  /** Inside the writer's transactions. */
  appendEvents: AppendEvents;
  answers: Answers;
  outbox: OutboxWrites;
  quarantine: QuarantineWrites;
}>;

export type LogWrites = Pick<Log, 'appendEvents' | 'quarantine' | 'expireQuarantine'>;

export function logWrites(parts: WriteParts): LogWrites {
  const { writer, workspaces, quarantine, outbox } = parts;
  return {
    async appendEvents(name, events) {
      const workspace = workspaces.find(name);
      if (events.length === 0) return [];
      return writer.transaction(() => appendAll(parts, workspace, events));
    },
    async quarantine(name, packets) {
      const workspace = workspaces.find(name);
      if (packets.length === 0) return;
      await writer.transaction(() => {
        for (const packet of packets) {
          quarantine.keep(workspace, packet);
          outbox.queue(workspace, { client: packet.client, messages: [packet.answer] });
        }
      });
    },
    expireQuarantine: (before) => writer.transaction(() => quarantine.expire(before)),
  };
}

function appendAll(
  { workspaces, appendEvents, answers }: WriteParts,
  workspace: Workspace,
  events: readonly EventFact[],
): readonly Appended[] {
  const counters = workspaces.counters(workspace);
  const appended = appendEvents(workspace, counters, events);
  answers.again(workspace, repeatedOf(events, appended));
  workspaces.save(workspace, counters);
  return appended.map(({ outcome }) => outcome);
}

const repeatedOf = (events: readonly EventFact[], appended: readonly EventAppended[]): Repeated[] =>
  events.flatMap(({ by, factId }, index) => {
    const { outcome, position } = appended[index] as EventAppended;
    return outcome === 'duplicate' ? [{ client: by, eventId: factId, position }] : [];
  });
