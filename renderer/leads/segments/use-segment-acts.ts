import { useCallback, useState } from 'react';
import type { LeadFilter } from '../../../contract/lead-filter.ts';
import type { DeletedSegment } from '../../replica/desk/segment-view.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';

export type SegmentActs = Readonly<{
  save: (name: string, filter: LeadFilter) => void;
  rename: (segmentId: string, name: string) => void;
  update: (segmentId: string, filter: LeadFilter) => void;
  remove: (segmentId: string) => void;
  restore: (deleted: DeletedSegment) => void;
  /** The last one deleted, as long as it is offered to be brought back. */
  deleted: DeletedSegment | undefined;
  forgetDeleted: () => void;
  failed: boolean;
}>;

/** What the bar does to segments; each is stored on this machine before it counts, and one that is not says so. */
export function useSegmentActs(desk: Desk): SegmentActs {
  const beSegment = useUiStore((state) => state.beSegment);
  const [deleted, setDeleted] = useState<DeletedSegment>();
  const [failed, setFailed] = useState(false);
  const forgetDeleted = useCallback(() => setDeleted(undefined), []);

  const act = <T>(doing: Promise<T>, then: (done: T) => void = () => undefined) => {
    setFailed(false);
    doing.then(then, () => setFailed(true));
  };

  return {
    save: (name, filter) => act(desk.saveSegment({ name, filter }), ({ segmentId }) => beSegment(segmentId)),
    rename: (segmentId, name) => act(desk.saveSegment({ segmentId, name })),
    update: (segmentId, filter) => act(desk.saveSegment({ segmentId, filter })),
    remove: (segmentId) =>
      act(desk.deleteSegment(segmentId), (done) => {
        setDeleted(done);
        beSegment(undefined);
      }),
    restore: (done) =>
      act(desk.restoreSegment(done), () => {
        setDeleted(undefined);
        beSegment(done.segment.id);
      }),
    deleted,
    forgetDeleted,
    failed,
  };
}
