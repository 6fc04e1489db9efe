import { z } from './zod.ts';

/**
 * Every expected failure, `area.reason`. A code is API: it is never renamed, and each has a row in `docs/errors.md` and
 * Korean and English words in the desk.
 */
export const failureCodes = [
  // a chat event in quarantine (I3)
  'event.notUtf8',
  'event.notJson',
  'event.tooDeep',
  'event.schema',
  'event.unknownKind',
  'event.idReused',
  // a connection closed at the door (I3); counted, never stored
  'door.credential',
  'door.clientId',
  'door.topic',
  'door.packetTooLarge',
  'door.retained',
  'door.will',
  'door.subscription',
  'door.version',
  'door.protocol',
  'door.connectTimeout',
  'door.keepAlive',
  'door.slowReader',
  'door.inFlight',
  'door.address',
  // HTTP
  'auth.missing',
  'auth.invalid',
  'auth.codeUsed',
  'auth.origin',
  'auth.insecure',
  'request.schema',
  'request.notFound',
  'request.tooLarge',
  'request.tooMany',
  'request.preconditionFailed',
  'request.nameTaken',
  'quarantine.unknown',
  'request.ownerStays',
  'request.mediaType',
  'model.unknown',
  'protocol.outdated',
  'replication.resync',
  'server.busy',
  'server.backlog',
  'server.storeFailed',
  'server.failed',
  'server.unreachable',
  // a command's outcome
  'command.schema',
  'command.idReused',
  'command.forbidden',
  'lead.unknown',
  'command.unknown',
  'undo.nothingLeft',
  'undo.tooMany',
  'conflict.unknown',
  'request.unknown',
  'dispatch.unknown',
  'dispatch.tooLate',
  'dispatch.notHeld',
  'dispatch.noneFailed',
  'item.unknown',
  'item.notUncertain',
  'product.unknown',
  'segment.unknown',
  'segment.tooMany',
  // why a dispatch item was not sent
  'consent.missing',
  'contact.missing',
  'product.outOfStock',
  // what a provider would refuse of a message
  'content.empty',
  'content.textTooLong',
  'content.textLines',
  'content.adMark',
  'content.emptyVariable',
  'content.unknownVariable',
  'content.cards',
  'content.price',
  'content.discount',
  'content.link',
  'content.image',
  'provider.rejected',
  'provider.unknownResult',
  'provider.notSent',
  'provider.unreachable',
  'provider.optedOut',
  'dispatch.expired',
  'dispatch.providerChanged',
  // starting
  'config.invalid',
  'port.taken',
  'store.locked',
  'store.newerSchema',
  'store.damaged',
  // the desk's own
  'replica.openElsewhere',
  'replica.noAnswer',
  'replica.newer',
  'replica.storage',
  'replica.different',
  'replica.serverDigest',
  'model.damaged',
  'desk.serverStopped',
] as const;

export const FailureCode = z.enum(failureCodes);
export type FailureCode = z.infer<typeof FailureCode>;

/** The body of every HTTP answer that is not a success. `detail` names the field, never its value (I11). */
export const FailureBody = z.strictObject({ code: FailureCode, detail: z.string().optional() });
export type FailureBody = z.infer<typeof FailureBody>;
