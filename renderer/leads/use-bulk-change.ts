import { useCallback, useState } from 'react';
import { useSteady } from '../parts/use-steady.ts';
import type { LeadChange } from '../replica/desk/lead-act.ts';
import { type Selected, toLeadSelection } from './lead-selection.ts';
import type { Patch } from './use-patching.ts';

/** More leads than this are changed only after asking. */
const askAbove = 50;

export type BulkChange = Readonly<{
  /** Changes what is ticked, or asks first. */
  change: (change: LeadChange) => void;
  /** The change that waits for a yes. */
  asked: LeadChange | undefined;
  confirm: () => void;
  cancel: () => void;
}>;

export function useBulkChange(selected: Selected, count: number, patch: Patch): BulkChange {
  const [asked, ask] = useState<LeadChange>();
  const apply = (change: LeadChange) => void patch(toLeadSelection(selected), [change]);

  return {
    change: useSteady((next) => (count > askAbove ? ask(next) : apply(next))),
    asked,
    confirm: useSteady(() => {
      if (asked) apply(asked);
      ask(undefined);
    }),
    cancel: useCallback(() => ask(undefined), []),
  };
}
