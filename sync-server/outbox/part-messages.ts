import type { DownKind } from '../../contract/down-message.ts';

/** A message as it leaves over MQTT: its JSON has no `kind`, which is the topic's. */
export type DownPayload = Readonly<{ kind: DownKind; payload: string }>;

const quote = 0x22;
const backslash = 0x5c;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const comma = 0x2c;
const kindMember = '"kind":"';

/**
 * Parts the messages of an outbox row, one canonical JSON array, into what goes to the client: the stored text of each without its
 * `kind`. The text is cut and not parsed: what is cut from canonical JSON is canonical.
 */
export function partMessages(json: string): DownPayload[] {
  const payloads: DownPayload[] = [];
  for (let start = 1, end: number; start < json.length - 1; start = end + 1) {
    end = objectEnd(json, start);
    payloads.push(withoutKind(json.slice(start, end)));
  }
  return payloads;
}

/** Behind the object that begins at a place. Braces in strings do not count. */
function objectEnd(json: string, start: number): number {
  let depth = 0;
  for (let at = start; at < json.length; at++) {
    const unit = json.charCodeAt(at);
    if (unit === quote) at = stringEnd(json, at);
    else if (unit === openBrace) depth++;
    else if (unit === closeBrace && --depth === 0) return at + 1;
  }
  throw notMessages();
}

/** Where the string closes that opens at a place. Nearly all of a message is strings, and a search for a quote is quick. */
function stringEnd(json: string, start: number): number {
  let end = start;
  do {
    end = json.indexOf('"', end + 1);
    if (end === -1) throw notMessages();
  } while (isEscaped(json, end));
  return end;
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(json: string, at: number): boolean {
  let first = at;
  while (json.charCodeAt(first - 1) === backslash) first--;
  return (at - first) % 2 === 1;
}

const notMessages = () => new Error('what an outbox row holds is no JSON array of objects');

/**
 * `kind` sorts before every member that is an object or a list, and in a string its quotes would be escaped: the first place that reads
 * like it is it.
 */
function withoutKind(message: string): DownPayload {
  const at = message.indexOf(kindMember);
  const from = at + kindMember.length;
  const until = message.indexOf('"', from);
  const kind = message.slice(from, until) as DownKind;
  const isLast = message.charCodeAt(until + 1) !== comma;
  return { kind, payload: message.slice(0, isLast ? at - 1 : at) + message.slice(isLast ? until + 1 : until + 2) };
}
