import type { DeleteSegment } from '../../contract/command/delete-segment.ts';
import type { SaveSegment } from '../../contract/command/save-segment.ts';
import type { CommandFact } from '../store/port/fact.ts';
import type { Documents } from './documents.ts';

/** Writes the segment as it became when the command was judged; one that changed nothing left no effect. */
export function foldSaveSegment(documents: Documents, { factId: id, at, by, body }: CommandFact, { segmentId }: SaveSegment): void {
  if (body.effect?.kind !== 'segmentSaved') return;
  const { kind: _kind, filter, ...told } = body.effect;
  documents.put('segment', { id: segmentId, name: told.name, filter, by, at });
  documents.put('activity', { id, kind: 'segmentSaved', at, by, segmentId, ...told });
}

export function foldDeleteSegment(documents: Documents, { factId: id, at, by, body }: CommandFact, { segmentId }: DeleteSegment): void {
  if (body.effect?.kind !== 'segmentDeleted') return;
  const { name, filter } = body.effect;
  documents.remove('segment', segmentId);
  documents.put('activity', { id, kind: 'segmentDeleted', at, by, segmentId, name, filter });
}
