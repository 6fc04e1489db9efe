import type { FieldProblem, InspectedPacket } from '../../../contract/quarantine.ts';
import type { UpKind } from '../../../contract/up-event.ts';
import { explainEvent } from '../../../domain/quarantine/explain-event.ts';

/** `taken` is said of an id that is right in form; the server says that of the message as a whole. */
export type BodyProblem = FieldProblem | Readonly<{ field: string; is: 'taken'; expected?: never }>;

/** What is said of a correction while it is typed; only `ok` may be sent. */
export type BodyCheck =
  | Readonly<{ is: 'ok'; event: object }>
  | Readonly<{ is: 'empty' | 'idTaken' }>
  | Readonly<{ is: 'notJson' /** 1 is the first; absent where the browser does not say. */; line?: number }>
  | Readonly<{ is: 'wrong'; problems: readonly FieldProblem[] }>;

/** One press that puts a problem right; the value of another field is the marketer's business. */
export type Remedy = Readonly<{ name: 'newId' | 'arrival' | 'remove'; field: string }>;

/** What is known of a message besides its text. */
export type Known = Readonly<{
  /** The topic's: a body that has none of its own is of this. */
  kind?: UpKind | undefined;
  /** Another event has this id. */
  takenId?: string | undefined;
}>;

/** Reads a correction as the server will. */
export function checkBody(text: string, { kind, takenId }: Known): BodyCheck {
  if (text.trim() === '') return { is: 'empty' };
  const read = readJson(text);
  if (!read.ok) return { is: 'notJson', ...(read.line !== undefined && { line: read.line }) };
  const body = read.value;
  const event = isObject(body) && kind !== undefined && !Object.hasOwn(body, 'kind') ? { kind, ...body } : body;
  const problems = explainEvent(event);
  if (problems.length > 0 || !isObject(event)) return { is: 'wrong', problems };
  return takenId !== undefined && idOf(event) === takenId ? { is: 'idTaken' } : { is: 'ok', event };
}

/** The id that another event has, where that is what stands against a message. */
export function takenIdOf({ body, standsAgainst }: Pick<InspectedPacket, 'body' | 'standsAgainst'>): string | undefined {
  const read = standsAgainst?.code === 'event.idReused' ? readJson(body.text) : undefined;
  return read?.ok && isObject(read.value) ? idOf(read.value) : undefined;
}

/** Upper and lower case are one id. */
const idOf = ({ eventId }: Readonly<{ eventId?: unknown }>) => (typeof eventId === 'string' ? eventId.toLowerCase() : undefined);

/** What the editor begins with: what came, laid out, with the kind that its topic says; of bytes that are no text, that kind alone. */
export function draftOf({ packet: { kind }, body }: Pick<InspectedPacket, 'packet' | 'body'>): string {
  if (body.as === 'hex') return kind === undefined ? '' : layOut({ kind });
  const read = readJson(body.text);
  if (!read.ok || !isObject(read.value)) return body.text;
  return layOut(kind === undefined ? read.value : { ...read.value, kind });
}

export function remedyOf({ field, is }: BodyProblem): Remedy | undefined {
  if (field === undefined) return undefined;
  if (is === 'unknown') return { name: 'remove', field };
  if (field === 'eventId') return { name: 'newId', field };
  return field === 'occurredAt' ? { name: 'arrival', field } : undefined;
}

/** The text with the remedy in it; unchanged where it is no object of JSON. */
export function remedied(text: string, { name, field }: Remedy, fresh: Readonly<{ newId: () => string; arrivedAt: number }>): string {
  const read = readJson(text);
  if (!read.ok || !isObject(read.value)) return text;
  const { [field]: _wrong, ...rest } = read.value;
  if (name === 'remove') return layOut(rest);
  return layOut({ ...read.value, [field]: name === 'newId' ? fresh.newId() : fresh.arrivedAt });
}

/** `kind` first: it decides what the others have to be. */
function layOut({ kind, ...rest }: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(kind === undefined ? rest : { kind, ...rest }, null, 2);
}

type Read = Readonly<{ ok: true; value: unknown }> | Readonly<{ ok: false; line?: number }>;

function readJson(text: string): Read {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return { ok: false, ...(at !== undefined && { line: text.slice(0, Number(at)).split('\n').length }) };
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
