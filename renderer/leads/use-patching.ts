import { useCallback, useState } from 'react';
import type { Desk, LeadChange, LeadSelection } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';

export type Patch = (selection: LeadSelection, changes: readonly LeadChange[]) => Promise<void>;

export type Patching = Readonly<{ patch: Patch /** The last change was not even stored here. */; failed: boolean; hush: () => void }>;

/** Changes leads and tells the undo list; it is done once the command is stored on this machine, connected or not. */
export function usePatching(desk: Desk): Patching {
  const did = useUiStore((state) => state.did);
  const [failed, setFailed] = useState(false);

  const patch = useCallback<Patch>(
    async (selection, changes) => {
      try {
        did({ ...(await desk.patch(selection, changes)), changes });
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [desk, did],
  );
  return { patch, failed, hush: useCallback(() => setFailed(false), []) };
}
