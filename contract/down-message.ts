import { Accepted } from './down/accepted.ts';
import { Approved } from './down/approved.ts';
import { Patched } from './down/patched.ts';
import { Recommended } from './down/recommended.ts';
import { Refused } from './down/refused.ts';
import { Rejected } from './down/rejected.ts';
import { Trained } from './down/trained.ts';
import { z } from './zod.ts';

export const downKinds = ['accepted', 'refused', 'approved', 'trained', 'patched', 'recommended', 'rejected'] as const;
export const DownKind = z.enum(downKinds);
export type DownKind = z.infer<typeof DownKind>;

/**
 * Everything the server may say to a chat client. Over MQTT the topic is the kind and the body has none; over HTTP
 * (`GET /v1/down`) `kind` is in the body. `id` is deterministic: the same message comes twice with the same id and bytes.
 */
export const DownMessage = z.discriminatedUnion('kind', [Accepted, Refused, Approved, Trained, Patched, Recommended, Rejected]);
export type DownMessage = z.infer<typeof DownMessage>;

/** One page of `GET /v1/down?after=`. Passing `next` as `after` acknowledges every message up to it. */
export const DownPage = z.strictObject({ messages: z.array(DownMessage), next: z.string() });
export type DownPage = z.infer<typeof DownPage>;
