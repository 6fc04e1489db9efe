import { useCallback, useState } from 'react';
import type { KeptValue } from '../../contract/command/settle-conflicts.ts';
import type { LeadChange, LeadSelection } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';

export type Patch = (selection: LeadSelection, changes: readonly LeadChange[]) => Promise<void>;
export type Settle = (conflictId: string, keep: KeptValue) => Promise<void>;

export type Patching = Readonly<{
  patch: Patch;
  settle: Settle /** The last change was not even stored here. */;
  failed: boolean;
  hush: () => void;
}>;

/** Changes leads, settles their conflicts and tells the undo list; it is done once the command is stored on this machine, connected or not. */
export function usePatching(desk: Desk): Patching {
  const did = useUiStore((state) => state.did);
  const [failed, setFailed] = useState(false);

  const attempt = useCallback(
    async (work: () => Promise<Undoable>) => {
      try {
        did(await work());
        setFailed(false);
      } catch {
        setFailed(true);
      }
    },
    [did],
  );
  const patch = useCallback<Patch>(
    (selection, changes) => attempt(async () => ({ ...(await desk.patch(selection, changes)), changes })),
    [desk, attempt],
  );
  const settle = useCallback<Settle>(
    (id, keep) => attempt(async () => ({ ...(await desk.settle({ kind: 'ids', ids: [id] }, keep)), changes: [], settled: keep })),
    [desk, attempt],
  );
  return { patch, settle, failed, hush: useCallback(() => setFailed(false), []) };
}
