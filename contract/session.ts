import { MemberName, TopicName } from './identifier.ts';
import { EpochMs } from './time.ts';
import { z } from './zod.ts';

/** `POST /v1/session`: the one-time code of the address that `npm start` printed, exchanged once for a token. */
export const SessionRequest = z.strictObject({ code: z.string().min(1).max(200) });
export const SessionGranted = z.strictObject({ token: z.string() });
export type SessionGranted = z.infer<typeof SessionGranted>;

/** `GET /v1/me`: who the credential speaks for. `now` is the server's clock as it answers, which a desk sets its own against. */
export const Session = z.strictObject({ workspace: TopicName, member: MemberName, protocol: z.int(), version: z.string(), now: EpochMs });
export type Session = z.infer<typeof Session>;
