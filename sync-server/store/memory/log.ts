import { byCodeUnit } from '../../../domain/order.ts';
import type { Log } from '../port/log.ts';
import { appendEvent, factById, factsAfter, factsOfLead, taken } from './facts.ts';
import { answerAgain, queue } from './outbox.ts';
import { expire, keep, newest } from './quarantine.ts';
import { countersOf, type Workspaces } from './workspaces.ts';
import type { Writer } from './writer.ts';

export function logOn({ find, names }: Workspaces, writer: Writer, now: () => number): Log {
  return {
    async appendEvents(name, events) {
      const tables = find(name);
      return writer.transaction(() => {
        const appended = events.map((event) => ({ event, ...appendEvent(tables, event) }));
        for (const { event, outcome, position } of appended)
          if (outcome === 'duplicate') answerAgain(tables, { client: event.by, eventId: event.factId, position }, now());
        return appended.map(({ outcome }) => outcome);
      });
    },
    async quarantine(name, packets) {
      const tables = find(name);
      await writer.transaction(() => {
        for (const packet of packets) {
          keep(tables, packet);
          queue(tables, { client: packet.client, messages: [packet.answer] }, now());
        }
      });
    },
    quarantined: async (name, limit, filter = {}) => newest(find(name), limit, filter),
    quarantinedPacket: async (name, packetId) => find(name).packets.synced.get(packetId),
    quarantineCounts: async (name) => [...find(name).packetCounts.synced.values()].sort((a, b) => byCodeUnit(a.client, b.client)),
    expireQuarantine: (before) => writer.transaction(() => names().reduce((sum, name) => sum + expire(find(name), before), 0)),
    read: async (name, after, limit) => taken(factsAfter(find(name), 'synced', after), limit),
    ofLead: async (name, leadId, limit) => factsOfLead(find(name), leadId, limit),
    fact: async (name, factId) => factById(find(name), 'synced', factId),
    head: async (name) => countersOf(find(name), 'synced').position,
  };
}
