import { IconHelpCircle, IconMessageCircle, IconSearch, IconSend } from '@tabler/icons-react';
import type { ItemState } from '../../../contract/dispatch.ts';
import { activityLook, type Look } from '../../parts/activity-look.ts';
import type { Tone } from '../../parts/Pill.tsx';
import type { TimelineEntry } from '../../replica/desk.ts';

const chat: Readonly<Record<'searched' | 'questioned' | 'requested', Look>> = {
  searched: { icon: IconSearch, tone: 'neutral' },
  questioned: { icon: IconHelpCircle, tone: 'brand' },
  requested: { icon: IconMessageCircle, tone: 'brand' },
};

const itemTones: Readonly<Record<ItemState, Tone>> = {
  queued: 'neutral',
  sending: 'brand',
  sent: 'positive',
  failed: 'negative',
  uncertain: 'warning',
  skipped: 'neutral',
  cancelled: 'neutral',
};

/** The mark beside a line of the story; its words say the same. */
export function lookOf(entry: TimelineEntry): Look {
  if (entry.kind === 'dispatch') return { icon: IconSend, tone: itemTones[entry.item.state] };
  if (entry.kind !== 'activity') return chat[entry.kind];
  return activityLook(entry.activity);
}
