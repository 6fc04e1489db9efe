import type { Act } from '../../../contract/command.ts';
import { tidyFilter } from '../../../domain/segmenting/same-filter.ts';
import { addCommandsTo } from '../add-commands.ts';
import type { Desk } from '../desk.ts';
import { DeskError } from '../desk-error.ts';
import type { Replica } from '../open-replica.ts';

export type SegmentActs = Pick<Desk, 'saveSegment' | 'deleteSegment' | 'restoreSegment'>;

/** Saved segments: what each showed (`from`) is read here, so that a conflict is told for what it is. */
export function segmentActsOn({ view, commands }: Replica, now: () => number): SegmentActs {
  const add = addCommandsTo(commands, now);
  const addOne = async (act: Act): Promise<string> => {
    const id = commands.nextId();
    await add([{ id, act }]);
    return id;
  };
  const shown = (segmentId: string) => {
    const segment = view.segments().find(({ id }) => id === segmentId);
    if (!segment) throw new DeskError('segment.unknown');
    return segment;
  };

  return {
    saveSegment: async ({ segmentId, name, filter }) => {
      const old = segmentId === undefined ? undefined : shown(segmentId);
      const id = segmentId ?? commands.nextId();
      await addOne({
        kind: 'saveSegment',
        segmentId: id,
        ...(name !== undefined && { name: { to: name.trim().normalize('NFC'), ...(old && { from: old.name }) } }),
        ...(filter && { filter: { to: tidyFilter(filter), ...(old && { from: old.filter }) } }),
      });
      return { segmentId: id };
    },
    deleteSegment: async (segmentId) => {
      const segment = shown(segmentId);
      return { segment, undoes: await addOne({ kind: 'deleteSegment', segmentId }) };
    },
    restoreSegment: async ({ segment: { id, name, filter }, undoes }) => {
      await addOne({ kind: 'saveSegment', segmentId: id, name: { to: name }, filter: { to: filter }, undoes });
    },
  };
}
