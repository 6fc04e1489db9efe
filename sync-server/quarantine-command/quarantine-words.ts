import type { Expectation, FieldProblem, HeldPacket, InspectedPacket, PacketReleased, QuarantineCount } from '../../contract/quarantine.ts';

/** So much of an id tells one from another in a list. */
const shortId = 10;

const expected: Readonly<Record<Expectation, string>> = {
  object: 'one JSON object',
  kind: 'searched, questioned, requested, identified, consented or product',
  uuid: 'a UUID',
  epochMs: 'milliseconds since 1970, a whole number',
  identifier: '1 to 64 of A-Z a-z 0-9 . _ : @ -',
  text: '1 to 2,000 characters',
  label: '1 to 200 characters on one line',
  phone: 'a phone number of digits, spaces and hyphens',
  won: 'whole won, 0 or more',
  boolean: 'true or false',
  link: 'an address that starts with http or https',
  purpose: 'ad or night-ad',
  channel: 'kakao or sms',
};

const when = (at: number) => new Date(at).toISOString();

export const listLine = ({ id, receivedAt, client, code, bytes, preview }: HeldPacket): string =>
  [id.slice(0, shortId), when(receivedAt), client, code, `${bytes} B`, printable(preview)].join('  ');

export const countLine = ({ client, packets, bytes, beyondCap }: QuarantineCount): string =>
  `${client}: ${packets} kept (${bytes} B)${beyondCap > 0 ? `, ${beyondCap} more only counted: there was no room` : ''}`;

export function inspectedLines({ packet, body, standsAgainst }: InspectedPacket): readonly string[] {
  const { id, client, topic, receivedAt, bytes, code } = packet;
  const now = standsAgainst
    ? [`now       ${standsAgainst.code}`, ...standsAgainst.problems.map((problem) => `          ${problemWords(problem)}`)]
    : ['now       nothing is wrong with it: replay takes it as it is'];
  return [
    `id        ${id}`,
    `client    ${client}`,
    `topic     ${topic}`,
    `arrived   ${when(receivedAt)}, ${bytes} B`,
    `put aside ${code}`,
    ...now,
    body.as === 'hex' ? 'body, in hex:' : 'body:',
    printable(body.text),
  ];
}

function problemWords({ field, is, expected: what }: FieldProblem): string {
  if (field === undefined || is === 'unknown') return field === undefined ? `has to be ${expected.object}` : `${field} should not be there`;
  return `${field} is ${is}${what ? `: ${expected[what]}` : ''}`;
}

/** A chat client's words must not steer the terminal that they are shown on. */
const printable = (text: string): string => text.replace(/[^\P{Cc}\n\t]/gu, '\ufffd');

export function releasedLine({ status, eventId }: PacketReleased): string {
  switch (status) {
    case 'stored':
      return `it is the event ${eventId} now`;
    case 'duplicate':
      return `the event ${eventId} was in the log already; the message has left quarantine`;
    case 'discarded':
      return 'it is gone; the activity says who discarded it';
  }
}

type Hindrance = Readonly<{ code: string; field?: string | undefined }>;
type Place = Readonly<{ workspace: string; dataDir: string }>;

/** What stood in the way, and what to do about it. */
export function hindranceWords({ code, field }: Hindrance, { workspace, dataDir }: Partial<Place> = {}): string {
  switch (code) {
    case 'noData':
      return `there is no data in ${dataDir}: start the server first, or set TALKLENS_DATA_DIR or DATABASE_URL`;
    case 'noWorkspace':
      return `there is no workspace ${workspace}: see npm run workspace -- list`;
    case 'noOwner':
      return `the server runs, and the token of the owner of ${workspace} is not in ${dataDir}: npm run member -- rotate owner --workspace ${workspace}`;
    case 'auth.invalid':
      return `the server does not know the token in ${dataDir} (auth.invalid): npm run member -- rotate owner`;
    case 'quarantine.unknown':
      return 'it is not in quarantine any more (quarantine.unknown): see npm run quarantine -- list';
    case 'event.idReused':
      return 'another event has this eventId (event.idReused): give it a UUID of its own with fix';
    case 'server.unreachable':
      return 'the server that has this data open does not answer (server.unreachable); if it is only starting, try again';
    case 'server.storeFailed':
      return 'the data could not be read or written (server.storeFailed): is the disk full, or PostgreSQL not running?';
    case 'store.newerSchema':
      return 'the data was written by a newer Talklens (store.newerSchema)';
    default:
      return `it was not taken (${code}${field === undefined ? '' : `: ${field}`}); see npm run quarantine -- show`;
  }
}
