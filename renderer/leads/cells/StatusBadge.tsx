import type { LeadStatus } from '../../../contract/lead.ts';
import { Pill, type Tone } from '../../parts/Pill.tsx';

const tones: Readonly<Record<LeadStatus, Tone>> = {
  new: 'brand',
  contacted: 'neutral',
  interested: 'warning',
  won: 'positive',
  lost: 'neutral',
};

/** A lost lead has no dot: it is over, and steps back. */
export function StatusBadge({ status, word }: Readonly<{ status: LeadStatus; word: string }>) {
  return (
    <Pill tone={tones[status]} dot={status !== 'lost'}>
      {word}
    </Pill>
  );
}
