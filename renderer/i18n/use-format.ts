import { useUiStore } from '../ui-state/store.ts';
import { type Format, formatOf } from './format.ts';

/** Numbers and times in the language of the desk; changes with it. */
export const useFormat = (): Format => formatOf(useUiStore((state) => state.language));
