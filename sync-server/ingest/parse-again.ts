import type { FailureCode } from '../../contract/failure.ts';
import type { FieldProblem } from '../../contract/quarantine.ts';
import { matchUpTopic } from '../../contract/topics.ts';
import type { UpKind } from '../../contract/up-event.ts';
import { explainEvent } from '../../domain/quarantine/explain-event.ts';
import type { QuarantinedRow } from '../store/port/log.ts';
import { parseStrictJson } from '../strict-json.ts';
import { maxEventDepth, type ParsedPacket, parseItem, parsePacket } from './parse-packet.ts';

/** Where events come in over HTTP, with their kind in the body; stands for a topic in quarantine. */
const httpTopic = '/v1/events';

/** What the topic of a packet says it is; null for no kind of ours, undefined where the body has to say it. */
export function kindOfTopic(workspace: string, { client, topic }: Pick<QuarantinedRow, 'client' | 'topic'>): UpKind | null | undefined {
  if (topic === httpTopic) return undefined;
  const up = matchUpTopic({ workspace, client }, topic);
  return up.match === 'kind' ? up.kind : null;
}

/**
 * A packet in quarantine once more through what every packet goes through, as its client's and as of when it came (I12): that it
 * waited for somebody to look at it does not make it newer.
 */
export function parseAgain(workspace: string, row: QuarantinedRow, hmacKey: Uint8Array): ParsedPacket {
  const kind = kindOfTopic(workspace, row);
  return kind === undefined ? parseItem(row, hmacKey) : parsePacket({ ...row, kind }, hmacKey);
}

/** The same with a corrected body, which may name its kind, as over HTTP, whatever the topic says. */
export function parseCorrected(workspace: string, row: QuarantinedRow, bytes: Uint8Array, hmacKey: Uint8Array): ParsedPacket {
  const corrected = { ...row, bytes };
  const body = bodyOf(bytes);
  return isObject(body) && Object.hasOwn(body, 'kind') ? parseItem(corrected, hmacKey) : parseAgain(workspace, corrected, hmacKey);
}

/** Field by field what keeps a body from being an event; nothing for a reason that is not in its fields. */
export function problemsOf(workspace: string, row: QuarantinedRow, code: FailureCode): readonly FieldProblem[] {
  if (code !== 'event.schema' && code !== 'event.unknownKind') return [];
  const kind = kindOfTopic(workspace, row);
  const body = bodyOf(row.bytes);
  if (kind === null) return [{ field: 'kind', is: 'wrong', expected: 'kind' }];
  if (kind === undefined || !isObject(body)) return explainEvent(body);
  const twice: readonly FieldProblem[] = Object.hasOwn(body, 'kind') ? [{ field: 'kind', is: 'unknown' }] : [];
  return [...twice, ...explainEvent({ ...body, kind })];
}

function bodyOf(bytes: Uint8Array): unknown {
  const json = parseStrictJson(bytes, maxEventDepth);
  return json.ok ? json.value : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
