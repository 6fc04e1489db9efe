import { canonicalJson } from '../../domain/identity/canonical-json.ts';
import { type FactRow, markOf } from './fact-checksum.ts';
import { FactDamaged } from './fact-damaged.ts';
import type { PersonalCodec } from './personal-codec.ts';
import type { Fact, PersonalPart, PlacedFact } from './port/fact.ts';

/** A part on its way to its row; `text` is its canonical JSON. */
export type SaltedPart = Readonly<{ person: string; text: string; salt: Uint8Array }>;

/** A part as its row has it; `part` is its place among those of its fact. */
export type StoredPart = Readonly<{ part: number; person: string; sealed: Uint8Array; salt: Uint8Array }>;

const SALT_BYTES = 16;
const SALTS_AT_ONCE = 256;

/** Salts parts. Asks the random source for many salts at once: asking costs more than the bytes. */
export function partSalter(randomBytes: (size: number) => Uint8Array): (part: PersonalPart) => SaltedPart {
  let pool = new Uint8Array(0);
  return ({ person, part }) => {
    if (pool.length === 0) pool = Uint8Array.from(randomBytes(SALT_BYTES * SALTS_AT_ONCE));
    const salt = pool.subarray(0, SALT_BYTES);
    pool = pool.subarray(SALT_BYTES);
    return { person, text: canonicalJson(part), salt };
  };
}

export const toRow = (position: number, fact: Fact, parts: readonly SaltedPart[]): FactRow => ({
  position,
  factId: fact.factId,
  kind: fact.kind,
  at: fact.at,
  receivedAt: fact.receivedAt,
  clamped: fact.clamped ? 1 : 0,
  author: fact.by,
  digest: fact.digest,
  body: canonicalJson(fact.body),
  marks: JSON.stringify(parts.map(({ salt, person, text }) => markOf(salt, person, text))),
});

/** The fact of a row that was found whole. A part that does not fit its mark throws; one that was erased is left out. */
export function toFact(row: FactRow, parts: readonly StoredPart[], codec: PersonalCodec): PlacedFact {
  const marks = JSON.parse(row.marks) as readonly string[];
  return {
    position: row.position,
    factId: row.factId,
    kind: row.kind,
    at: row.at,
    receivedAt: row.receivedAt,
    clamped: row.clamped === 1,
    by: row.author,
    digest: row.digest,
    body: JSON.parse(row.body),
    personal: parts.map((part) => openPart(row, part, marks[part.part], codec)),
  } as PlacedFact;
}

function openPart(row: FactRow, { person, sealed, salt }: StoredPart, mark: string | undefined, codec: PersonalCodec): PersonalPart {
  const part = codec.open(person, sealed);
  if (markOf(salt, person, part) !== mark) throw new FactDamaged(row.position);
  return { person, part: JSON.parse(part) };
}
