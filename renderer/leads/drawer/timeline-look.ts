import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconBookmark,
  IconCheck,
  IconEdit,
  IconHelpCircle,
  IconMessageCircle,
  IconRefresh,
  IconSearch,
  IconSend,
  IconTrash,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Activity } from '../../../contract/activity.ts';
import type { ItemState } from '../../../contract/dispatch.ts';
import type { Tone } from '../../parts/Pill.tsx';
import type { TimelineEntry } from '../../replica/desk.ts';

export type EntryLook = Readonly<{ icon: TablerIcon; tone: Tone }>;

const chat: Readonly<Record<'searched' | 'questioned' | 'requested', EntryLook>> = {
  searched: { icon: IconSearch, tone: 'neutral' },
  questioned: { icon: IconHelpCircle, tone: 'brand' },
  requested: { icon: IconMessageCircle, tone: 'brand' },
};

const acts: Readonly<Record<Activity['kind'], EntryLook>> = {
  patched: { icon: IconEdit, tone: 'neutral' },
  conflict: { icon: IconAlertTriangle, tone: 'warning' },
  undone: { icon: IconArrowBackUp, tone: 'neutral' },
  decided: { icon: IconCheck, tone: 'positive' },
  dispatchRequested: { icon: IconSend, tone: 'neutral' },
  dispatchCancelled: { icon: IconX, tone: 'neutral' },
  segmentSaved: { icon: IconBookmark, tone: 'neutral' },
  segmentDeleted: { icon: IconTrash, tone: 'neutral' },
  catalogueChanged: { icon: IconEdit, tone: 'neutral' },
  packetReplayed: { icon: IconRefresh, tone: 'neutral' },
  packetDiscarded: { icon: IconTrash, tone: 'neutral' },
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
export function lookOf(entry: TimelineEntry): EntryLook {
  if (entry.kind === 'dispatch') return { icon: IconSend, tone: itemTones[entry.item.state] };
  if (entry.kind !== 'activity') return chat[entry.kind];
  const { activity } = entry;
  if (activity.kind === 'decided' && activity.outcome === 'refuse') return { icon: IconX, tone: 'negative' };
  if (activity.kind === 'decided' && activity.outcome === 'review') return { icon: IconHelpCircle, tone: 'warning' };
  return acts[activity.kind];
}
