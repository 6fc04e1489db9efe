import { firstSchema } from './0001-first-schema.ts';
import { sandbox } from './0002-sandbox.ts';
import { clientLease, senderLease } from './0003-leases.ts';
import { secret } from './0004-secrets.ts';

/** In order: the nth brings the schema from version n-1 to n. One that was released is never edited. */
export const migrations: readonly string[] = [firstSchema, sandbox, clientLease + senderLease, secret];
