import type { ItemGroup } from '../../domain/dispatching/item-group.ts';
import type { Tone } from './Pill.tsx';

/** The tone of what became of a recipient; its words say the same. */
export const groupTones: Readonly<Record<ItemGroup, Tone>> = {
  delivered: 'positive',
  sent: 'positive',
  sending: 'brand',
  waiting: 'neutral',
  uncertain: 'warning',
  failed: 'negative',
  skipped: 'neutral',
  cancelled: 'neutral',
  expired: 'neutral',
};
