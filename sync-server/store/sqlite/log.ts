import type { Repeated } from '../answered.ts';
import type { EventFact } from '../port/fact.ts';
import type { Appended, Log } from '../port/log.ts';
import type { Answers } from './answers.ts';
import { type Database, snapshot } from './database.ts';
import type { AppendEvents, EventAppended } from './event-appends.ts';
import type { FactReads } from './fact-reads.ts';
import type { OutboxWrites } from './outbox.ts';
import type { QuarantineReads, QuarantineWrites } from './quarantine.ts';
import type { Counters, Workspace, Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

type Parts = Readonly<{
  writer: Writer;
  reader: Database;
  workspaces: Workspaces;
  /** The counters as the reading connection sees them. */
  readCounters: (workspace: Workspace) => Counters;
  /** On the writing connection, inside its transactions. */
  appendEvents: AppendEvents;
  answers: Answers;
  outbox: OutboxWrites;
  quarantine: QuarantineWrites;
  /** On the reading connection. */
  reads: FactReads;
  quarantined: QuarantineReads;
}>;

export function logOf(parts: Parts): Log {
  const { writer, reader, workspaces, reads } = parts;
  const find = (name: string) => workspaces.find(name);

  return {
    async appendEvents(name, events) {
      const workspace = find(name);
      if (events.length === 0) return [];
      return writer.transaction(() => appendAll(parts, workspace, events));
    },
    async quarantine(name, packets) {
      const workspace = find(name);
      if (packets.length === 0) return;
      await writer.transaction(() => {
        for (const packet of packets) {
          parts.quarantine.keep(workspace, packet);
          parts.outbox.queue(workspace, { client: packet.client, messages: [packet.answer] });
        }
      });
    },
    quarantined: async (name, limit, filter = {}) => parts.quarantined.newest(find(name), limit, filter),
    quarantinedPacket: async (name, packetId) => parts.quarantined.packet(find(name), packetId),
    quarantineCounts: async (name) => parts.quarantined.counts(find(name)),
    expireQuarantine: (before) => writer.transaction(() => parts.quarantine.expire(before)),
    read: async (name, after, limit) => snapshot(reader, () => reads.after(find(name), after, limit)),
    ofLead: async (name, leadId, limit) => snapshot(reader, () => reads.ofLead(find(name), leadId, limit)),
    fact: async (name, factId) => snapshot(reader, () => reads.byId(find(name), factId)),
    head: async (name) => parts.readCounters(find(name)).position,
  };
}

function appendAll({ workspaces, appendEvents, answers }: Parts, workspace: Workspace, events: readonly EventFact[]): readonly Appended[] {
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
