import { checksumOf } from '../fact-checksum.ts';
import { partSalter, type SaltedPart, toRow } from '../fact-row.ts';
import type { PersonalCodec } from '../personal-codec.ts';
import type { Fact } from '../port/fact.ts';
import { sealed } from './append-seal.ts';
import { column, type Queries } from './database.ts';
import type { Workspace } from './workspaces.ts';

/** One append: its id is a random UUID of the process that makes it, and so nobody else's. */
export type Append = Readonly<{
  id: string;
  facts: readonly Fact[];
  /** The position of the first fact; absent for chat events, which are given theirs later. */
  firstPosition?: number;
}>;

/** Which facts of an append were written, by their place in it, and the checksums of all of them (lower-case hex). */
export type Inserted = Readonly<{ stored: ReadonlySet<number>; checksums: readonly string[] }>;

export interface FactWrites {
  /** Each once by its id, the first of equal ones. One statement, and safe beside other writers. */
  insert(queries: Queries, workspace: Workspace, append: Append): Promise<Inserted>;
}

export function factWrites(codec: PersonalCodec, randomBytes: (size: number) => Uint8Array): FactWrites {
  const salted = partSalter(randomBytes);

  const factRow = (workspace: Workspace, append: string, fact: Fact, ord: number, parts: readonly SaltedPart[]) => {
    const row = toRow(WITHOUT_PLACE, fact, parts);
    return { ...row, checksum: hex(checksumOf(checksumScope(workspace, append, ord), row)) };
  };
  const partRow = (ord: number, part: number, { person, text, salt }: SaltedPart) => ({
    ord,
    part,
    person,
    sealed: hex(codec.seal(person, text)),
    salt: hex(salt),
  });

  return {
    async insert(queries, workspace, { id: append, facts, firstPosition }) {
      const salting = facts.map(({ personal }) => personal.map(salted));
      const rows = facts.map((fact, ord) => factRow(workspace, append, fact, ord, salting[ord] ?? []));
      const parts = salting.flatMap((ofOne, ord) => ofOne.map((part, index) => partRow(ord, index, part)));
      const of = <R>(given: readonly R[], value: (row: R) => string | number) => column(queries, given.map(value));
      const lastPosition = firstPosition === undefined ? null : firstPosition + facts.length - 1;
      // By id, so that writers of the same events wait for one another in one order and never in a ring.
      const [row] = await queries<{ ords: readonly number[] | null }[]>`
        WITH stored AS (
          INSERT INTO fact (append, ord, workspace, fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum)
          SELECT ${append}::uuid, ord - 1, ${workspace.id}, fact_id, kind, at::bigint, received_at::bigint, clamped::integer, author, digest,
            body, marks, decode(checksum, 'hex')
          FROM ROWS FROM (
            ${of(rows, ({ factId }) => factId)}, ${of(rows, ({ kind }) => kind)}, ${of(rows, ({ at }) => at)},
            ${of(rows, ({ receivedAt }) => receivedAt)}, ${of(rows, ({ clamped }) => clamped)}, ${of(rows, ({ author }) => author)},
            ${of(rows, ({ digest }) => digest)}, ${of(rows, ({ body }) => body)}, ${of(rows, ({ marks }) => marks)},
            ${of(rows, ({ checksum }) => checksum)}
          ) WITH ORDINALITY AS given (fact_id, kind, at, received_at, clamped, author, digest, body, marks, checksum, ord)
          ORDER BY fact_id COLLATE "C", ord
          ON CONFLICT (workspace, fact_id) DO NOTHING
          RETURNING ord
        ), parts AS (
          INSERT INTO personal (append, ord, part, person, sealed, salt)
          SELECT ${append}::uuid, stored.ord, part::integer, person, decode(sealed, 'hex'), decode(salt, 'hex')
          FROM ROWS FROM (
            ${of(parts, ({ ord }) => ord)}, ${of(parts, ({ part }) => part)}, ${of(parts, ({ person }) => person)},
            ${of(parts, ({ sealed: bytes }) => bytes)}, ${of(parts, ({ salt }) => salt)}
          ) AS given (ord, part, person, sealed, salt)
          JOIN stored ON stored.ord = given.ord::integer
        ), made AS (
          SELECT ${append}::uuid AS id, count(*)::integer AS facts, ${lastPosition}::bigint AS last,
            CASE WHEN count(*) <= max(ord) THEN array_agg(ord ORDER BY ord) END AS ords
          FROM stored HAVING count(*) > 0
        ), noted AS (
          INSERT INTO append (id, workspace, events, facts, ords, last_position, seal)
          SELECT id, ${workspace.id}, last IS NULL, facts, ords, last, CASE WHEN last IS NOT NULL THEN ${sealed(queries, queries`last`)} END
          FROM made
        )
        SELECT CASE WHEN count(*) < ${facts.length} THEN coalesce(json_agg(ord), '[]') END AS ords FROM stored`;
      return { stored: new Set(row?.ords ?? facts.keys()), checksums: rows.map(({ checksum }) => checksum) };
    },
  };
}

/** Appended facts have no position yet: the seal of the append gives it to all of them. */
export const WITHOUT_PLACE = 0;

/** A fact's checksum is over its place in its append too. Names of workspaces have no blanks. */
export const checksumScope = ({ name }: Workspace, append: string, ord: number): string => `${name} ${append} ${ord}`;

const hex = (bytes: Uint8Array): string => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
