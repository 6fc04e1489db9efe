import type { LeadField } from '../../../contract/lead-field.ts';
import type { UpEvent } from '../../../contract/up-event.ts';
import type { Weather } from '../link.ts';

/** What happens in a shop at one moment; `choice` picks among what there is then. Plain data, so that a part of it can be left out. */
export type Step = Readonly<{ at: number }> &
  (
    | Readonly<{ do: 'publish'; client: number; event: UpEvent }>
    | Readonly<{ do: 'patch'; desk: number; leads: readonly string[]; field: LeadField; to?: string }>
    | Readonly<{
        do: 'undo' | 'decide' | 'cancel' | 'pause' | 'resume' | 'resend' | 'settle' | 'review' | 'dismiss';
        desk: number;
        choice: number;
      }>
    /** `inMs`: how long after now it is to leave; absent is at once. */
    | Readonly<{ do: 'dispatch'; desk: number; leads: readonly string[]; productId: string; anyway: boolean; inMs?: number }>
    /** Written into the ledger by hand, of what somebody said so long ago. */
    | Readonly<{ do: 'record'; desk: number; userId: string; granted: boolean; agoMs: number }>
    /** The provider's list of who called the free number, and how long ago, is read. */
    | Readonly<{ do: 'optOuts'; people: readonly Readonly<{ userId: string; agoMs: number }>[] }>
    | Readonly<{ do: 'segment'; desk: number; choice: number; what: 'make' | 'rename' | 'narrow' | 'delete'; tag: string }>
    /** The shop says who sends, and lets people be written to again and again, so that much is sent. */
    | Readonly<{ do: 'limits'; desk: number }>
    | Readonly<{ do: 'weather'; weather: Weather }>
    | Readonly<{ do: 'kill' | 'sleep' | 'partition' | 'quota'; desk: number; ms: number }>
    /** Closes the desk, or the lid: nobody works while everybody is away. Never left out. */
    | Readonly<{ do: 'leave'; desk: number; ms: number; how: 'close' | 'sleep' }>
    | Readonly<{ do: 'deaf'; desk: number }>
    | Readonly<{ do: 'crash' | 'diskFull'; ms: number }>
    | Readonly<{ do: 'cut'; client: number }>
    | Readonly<{ do: 'rebuild' }>
    /** The server's disk is copied aside, or the copy is put back in its place. */
    | Readonly<{ do: 'backUp' | 'putBack' }>
  );

export type Story = Readonly<{ seed: number; startAt: number; endAt: number; steps: readonly Step[] }>;
