import type { FailureCode } from '../../contract/failure.ts';
import { PROTOCOL_VERSION } from '../../contract/protocol-version.ts';
import type { HeldPacket, InspectedPacket, PacketReleased, QuarantinePage, QuarantineQuery } from '../../contract/quarantine.ts';
import { failed, ok, type Result } from '../../contract/result.ts';
import type { createRelease } from '../command/release-packet.ts';
import { kindOfTopic, parseAgain, parseCorrected, problemsOf } from '../ingest/parse-again.ts';
import type { ParsedPacket } from '../ingest/parse-packet.ts';
import type { QuarantinedRow } from '../store/port/log.ts';
import type { Store } from '../store/port/store.ts';
import type { Member as SignedIn } from './session-token.ts';

type Member = Pick<SignedIn, 'workspace' | 'member'>;

/** What a member may do with the messages of their own workspace that could not become events (I3, I9). */
export type Quarantine = Readonly<{
  list(workspace: string, query: QuarantineQuery): Promise<QuarantinePage>;
  inspect(workspace: string, packetId: string): Promise<InspectedPacket | undefined>;
  /** As it came, or with the bytes of a corrected body in its place. */
  replay(member: Member, packetId: string, corrected?: Uint8Array): Promise<Answer>;
  discard(member: Member, packetId: string): Promise<Answer>;
}>;

/** A refusal for what the body says names the first wrong field. */
export type Answer = Result<PacketReleased> & Readonly<{ field?: string }>;

export type QuarantinePorts = Readonly<{ store: Pick<Store, 'log' | 'credentials'>; release: ReturnType<typeof createRelease> }>;

/** Of what a message says, so much is in a list. */
const previewLength = 200;
/** UTF-8 has at most four bytes a character. */
const previewBytes = 4 * previewLength;

export function createQuarantine({ store: { log, credentials }, release }: QuarantinePorts): Quarantine {
  async function answer(member: Member, packetId: string, read: (row: QuarantinedRow) => Promise<Part>): Promise<Answer> {
    const row = await log.quarantinedPacket(member.workspace, packetId);
    if (!row) return failed('quarantine.unknown');
    const { refused, ...part } = await read(row);
    if (refused) return refused;
    const released = await release(member.workspace, { row, member: member.member, ...part });
    if (!released.ok) return released;
    const eventId = part.event?.factId;
    return ok({ protocol: PROTOCOL_VERSION, status: released.value, ...(eventId !== undefined && { eventId }) });
  }

  return {
    async list(workspace, { limit, ...filter }) {
      const [rows, counts] = await Promise.all([log.quarantined(workspace, limit, filter), log.quarantineCounts(workspace)]);
      const last = rows.length === limit ? rows.at(-1) : undefined;
      const packets = rows.map((row) => toHeld(workspace, row));
      return { protocol: PROTOCOL_VERSION, packets, counts: [...counts], ...(last && { next: last.number }) };
    },
    async inspect(workspace, packetId) {
      const row = await log.quarantinedPacket(workspace, packetId);
      if (!row) return undefined;
      const code = await stillAgainst(workspace, row);
      const standsAgainst = code && { code, problems: [...problemsOf(workspace, row, code)] };
      return {
        protocol: PROTOCOL_VERSION,
        packet: toHeld(workspace, row),
        body: readable(row.bytes),
        ...(standsAgainst && { standsAgainst }),
      };
    },
    replay: (member, packetId, corrected) =>
      answer(member, packetId, async (row) => {
        const { workspace } = member;
        const hmacKey = await credentials.hmacKey(workspace);
        const parsed = corrected ? parseCorrected(workspace, row, corrected, hmacKey) : parseAgain(workspace, row, hmacKey);
        if (parsed.is === 'event') return { event: parsed.fact, fixed: corrected !== undefined };
        return { refused: { ...failed(parsed.packet.code), ...fieldOf(workspace, { ...row, bytes: parsed.packet.bytes }, parsed) } };
      }),
    discard: (member, packetId) => answer(member, packetId, async () => ({})),
  };

  /** What would refuse it today; its fields may be as they should be while the log has its id under another body. */
  async function stillAgainst(workspace: string, row: QuarantinedRow): Promise<FailureCode | undefined> {
    const parsed = parseAgain(workspace, row, await credentials.hmacKey(workspace));
    if (parsed.is === 'quarantined') return parsed.packet.code;
    const first = await log.fact(workspace, parsed.fact.factId);
    return first && first.digest !== parsed.fact.digest ? 'event.idReused' : undefined;
  }
}

type Part = Readonly<{ event?: Extract<ParsedPacket, { is: 'event' }>['fact']; fixed?: boolean; refused?: Answer }>;

function fieldOf(workspace: string, row: QuarantinedRow, parsed: Extract<ParsedPacket, { is: 'quarantined' }>): { field?: string } {
  const field = problemsOf(workspace, row, parsed.packet.code)[0]?.field;
  return field === undefined ? {} : { field };
}

function toHeld(workspace: string, row: QuarantinedRow): HeldPacket {
  const { id, client, topic, code, receivedAt, bytes } = row;
  const kind = kindOfTopic(workspace, row);
  return { id, client, topic, code, receivedAt, ...(kind && { kind }), bytes: bytes.length, preview: previewOf(bytes) };
}

/** On one line; bytes that are no UTF-8 show as U+FFFD. */
function previewOf(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, previewBytes)).replace(/\s+/g, ' ').trim();
  return [...text].slice(0, previewLength).join('');
}

function readable(bytes: Uint8Array): InspectedPacket['body'] {
  try {
    return { as: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { as: 'hex', text: Buffer.from(bytes).toString('hex') };
  }
}
