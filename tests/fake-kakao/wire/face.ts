import type { FaceName } from '../world/face-name.ts';
import type { Call, Reply } from './call.ts';
import type { Route } from './route.ts';

/** One provider: its addresses, and how it says no. */
export type Face = Readonly<{
  name: FaceName;
  routes: readonly Route[];
  /** What a call is answered that may not be made; asked before anything is done. */
  refuse(call: Call, stage: Route['stage']): Reply | undefined;
  /** The caller's key is no longer one. */
  revoked(): Reply;
  unavailable(): Reply;
  tooMany(): Reply;
  /** It has been done, and the provider itself did not wait for it. */
  timedOutInside(): Reply;
  /** The body of one webhook that brings several reports. */
  enveloped(reports: readonly unknown[]): unknown;
}>;
