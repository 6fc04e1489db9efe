import { z } from './zod.ts';

/** What a chat client may call a user, a product or a chat. Contains no `~`, which joins two of them into one id. */
export const Identifier = z.string().regex(/^[A-Za-z0-9._:@-]{1,64}$/);
export type Identifier = z.infer<typeof Identifier>;

/** A workspace or a client: an identifier that is also one level of an MQTT topic. */
export const TopicName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/);
export type TopicName = z.infer<typeof TopicName>;

/** A chat event's id, made by the chat client (RFC 9562); lower-cased on entry, so that case makes no second event. */
export const EventId = z.uuid().toLowerCase();
export type EventId = z.infer<typeof EventId>;

/** Made by the desk for each command: 26 upper-case Crockford characters that sort by time (ULID specification). */
export const Ulid = z.string().regex(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
export type Ulid = z.infer<typeof Ulid>;

/** Lower-case hex SHA-256 of the canonical JSON array of its parts (`domain/identity/hash.ts`). */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/);
export type Hash = z.infer<typeof Hash>;

/** A person's login in a workspace, as written into `marketerId` and the audit. */
export const MemberName = TopicName;
export type MemberName = z.infer<typeof MemberName>;

/** `userId~productId` */
export const LeadId = z.string().regex(/^[A-Za-z0-9._:@-]{1,64}~[A-Za-z0-9._:@-]{1,64}$/);
export type LeadId = z.infer<typeof LeadId>;
