import { useListKeys } from '../parts/use-list-keys.ts';
import { type LeadKey, leadKey } from './lead-keys.ts';

const reading = { read: leadKey, presses: (key: LeadKey) => key === 'toggle' || key === 'open' };

/** Keys of the lead list; Space and Enter belong to a button or a tick box that has the focus. */
export const useLeadKeys = (act: (key: LeadKey) => boolean): void => useListKeys(reading, act);
