import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { HeldPacket, InspectedPacket, PacketReleased } from '../../contract/quarantine.ts';
import type { UpKind } from '../../contract/up-event.ts';
import { hash } from '../../domain/identity/hash.ts';
import { explainEvent } from '../../domain/quarantine/explain-event.ts';
import type { Desk } from '../replica/desk.ts';
import { DeskError } from '../replica/desk-error.ts';

type Kept = Readonly<{ packet: HeldPacket; text: string }>;

const minuteMs = 60_000;

/** Messages as a chatbot under construction would send them. */
export function inventPackets(now: number): readonly Kept[] {
  const said = { chatId: '12', userId: '39', productId: '001' };
  const bodies: readonly (readonly [HeldPacket['code'], UpKind | undefined, string])[] = [
    ['event.schema', 'searched', JSON.stringify({ eventId: '7', occurredAt: '2026-11-22 14:05', ...said, vip: true })],
    ['event.notJson', 'questioned', '{"eventId":"0b6f1c4e-6d0d-4c2e-9d0a-2f6f0a3c9b11","message":"이 텐트 방수 되나요?",}'],
    ['event.schema', 'requested', JSON.stringify({ eventId: '0b6f1c4e-6d0d-4c2e-9d0a-2f6f0a3c9b12', occurredAt: now, ...said })],
    ['event.unknownKind', undefined, JSON.stringify({ eventId: '0b6f1c4e-6d0d-4c2e-9d0a-2f6f0a3c9b13', occurredAt: now, ...said })],
  ];
  return bodies.map(([code, kind, text], index) => ({
    text,
    packet: {
      id: hash('packet', String(index)),
      client: index % 2 === 0 ? 'chatbot' : 'kiosk-2',
      topic: `talklens/v1/shop/chatbot/up/${kind ?? 'serched'}`,
      ...(kind && { kind }),
      code,
      receivedAt: now - index * 7 * minuteMs,
      bytes: new TextEncoder().encode(text).length,
      preview: text,
    },
  }));
}

export type DemoQuarantine = Pick<Desk, 'packets' | 'packet' | 'replayPacket' | 'discardPacket'>;

export function demoQuarantine(invented: readonly Kept[]): DemoQuarantine {
  let kept = invented;
  const find = (id: string): Kept => {
    const found = kept.find(({ packet }) => packet.id === id);
    if (!found) throw new DeskError('quarantine.unknown');
    return found;
  };
  const release = (id: string, released: Omit<PacketReleased, 'protocol'>): PacketReleased => {
    find(id);
    kept = kept.filter(({ packet }) => packet.id !== id);
    return { protocol: PROTOCOL_VERSION, ...released };
  };
  return {
    async packets({ client, code }) {
      const packets = kept
        .map(({ packet }) => packet)
        .filter((packet) => (client ?? packet.client) === packet.client && (code ?? packet.code) === packet.code);
      const clients = [...new Set(invented.map(({ packet }) => packet.client))];
      const counts = clients.map((name, index) => {
        const own = kept.filter(({ packet }) => packet.client === name);
        return { client: name, packets: own.length, bytes: own.reduce((sum, { packet }) => sum + packet.bytes, 0), beyondCap: index * 3 };
      });
      return { protocol: PROTOCOL_VERSION, packets, counts };
    },
    packet: async (id) => inspect(find(id)),
    replayPacket: async (id) => release(id, { status: 'stored' }),
    discardPacket: async (id) => release(id, { status: 'discarded' }),
  };
}

function inspect({ packet, text }: Kept): InspectedPacket {
  const { code, kind } = packet;
  const problems = code === 'event.notJson' ? [] : explainEvent({ ...JSON.parse(text), kind });
  return { protocol: PROTOCOL_VERSION, packet, body: { as: 'text', text }, standsAgainst: { code, problems: [...problems] } };
}
