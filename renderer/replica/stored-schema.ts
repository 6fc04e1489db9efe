import type { RxJsonSchema } from 'rxdb/plugins/core';
import type { Stored } from './replica-store.ts';

/** The longest id is a lead's: two identifiers of 64 and a `~`. */
const longestId = 160;

export const storedSchema: RxJsonSchema<Stored> = {
  version: 0,
  primaryKey: 'id',
  type: 'object',
  properties: { id: { type: 'string', maxLength: longestId }, body: { type: 'object', additionalProperties: true } },
  required: ['id'],
};
