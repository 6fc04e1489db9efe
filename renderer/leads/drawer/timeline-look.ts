import { IconHelpCircle, IconMessageCircle, IconSearch, IconSend } from '@tabler/icons-react';
import { groupOf } from '../../../domain/dispatching/item-group.ts';
import { activityLook, type Look } from '../../parts/activity-look.ts';
import { groupTones } from '../../parts/item-group-look.ts';
import type { TimelineEntry } from '../../replica/desk/lead-view.ts';

const chat: Readonly<Record<'searched' | 'questioned' | 'requested', Look>> = {
  searched: { icon: IconSearch, tone: 'neutral' },
  questioned: { icon: IconHelpCircle, tone: 'brand' },
  requested: { icon: IconMessageCircle, tone: 'brand' },
};

/** The mark beside a line of the story; its words say the same. */
export function lookOf(entry: TimelineEntry): Look {
  if (entry.kind === 'dispatch') return { icon: IconSend, tone: groupTones[groupOf(entry.item.state)] };
  if (entry.kind !== 'activity') return chat[entry.kind];
  return activityLook(entry.activity);
}
