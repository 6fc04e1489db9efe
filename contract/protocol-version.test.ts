import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import { documentSchemas } from './collection.ts';
import { Command, CommandBatch, Outcome, OutcomeBatch } from './command.ts';
import { ConsentHistory } from './consent-history.ts';
import { DownMessage, DownPage } from './down-message.ts';
import { FailureBody } from './failure.ts';
import { EventBatch, EventReceipt } from './ingest.ts';
import { LeadPatch, LeadsPage, Recommendations } from './lead-api.ts';
import { LeadEvents } from './lead-event.ts';
import { PROTOCOL_VERSION } from './protocol-version.ts';
import { InspectedPacket, PacketReleased, PacketReplay, QuarantinePage } from './quarantine.ts';
import { BucketPage, Checkpoint, Heads, PullPage } from './replication.ts';
import { RequestMessages, RequestMessagesQuery } from './request-messages.ts';
import { ShownMessages } from './sandbox-ledger.ts';
import { Session, SessionGranted, SessionRequest } from './session.ts';
import { UpEvent } from './up-event.ts';
import { z } from './zod.ts';

const wire = {
  ...documentSchemas,
  UpEvent,
  DownMessage,
  DownPage,
  Command,
  CommandBatch,
  Outcome,
  OutcomeBatch,
  Checkpoint,
  Heads,
  PullPage,
  BucketPage,
  Session,
  SessionRequest,
  SessionGranted,
  EventBatch,
  EventReceipt,
  LeadEvents,
  ConsentHistory,
  LeadsPage,
  LeadPatch,
  Recommendations,
  RequestMessagesQuery,
  RequestMessages,
  ShownMessages,
  QuarantinePage,
  InspectedPacket,
  PacketReplay,
  PacketReleased,
  FailureBody,
};

test('given the schemas that cross the wire, they are those of this protocol version', () => {
  const schemas = Object.entries(wire).map(([name, schema]) => [name, z.toJSONSchema(schema, { io: 'input' })]);

  const hash = bytesToHex(sha256(utf8ToBytes(JSON.stringify(schemas)))).slice(0, 16);

  // A new hash is a change on the wire: raise PROTOCOL_VERSION if an installed client could misread it, then write both here.
  expect({ version: PROTOCOL_VERSION, hash }).toEqual({ version: 1, hash: '710c7b71c9a64775' });
});
