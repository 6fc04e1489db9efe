import { type Collection, collections, documentSchemas } from '../../contract/collection.ts';
import type { PulledDocument } from '../../contract/replication.ts';
import type { Stored } from './replica-store.ts';
import { shapeOf } from './shape.ts';

/**
 * A pulled document as it is stored. One that is not of the contract is put aside in its own place: kept as it came, counted as
 * unreadable, not asked for again; a later version of the desk may read it.
 */
export function toStored(name: Collection, { _deleted, ...document }: PulledDocument): Stored & { _deleted: boolean } {
  const { id } = document;
  if (_deleted) return { id, body: {}, _deleted };
  const body = documentSchemas[name].safeParse(document);
  return { id, body: body.success ? body.data : { unreadable: document }, _deleted };
}

const shapes = Object.fromEntries(collections.map((name) => [name, shapeOf(documentSchemas[name])])) as Record<
  Collection,
  ReturnType<typeof shapeOf>
>;

/**
 * The document in a stored body; undefined for one that was put aside and still is not of the contract, and for what a broken disk left. What was
 * stored was of the contract, so that only its shape is looked at: a worker that trips over a missing field could not be started to mend it.
 */
export function readStored(name: Collection, body: unknown): object | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  if ('unreadable' in body) return documentSchemas[name].safeParse(body.unreadable).data;
  return shapes[name](body) ? body : documentSchemas[name].safeParse(body).data;
}
