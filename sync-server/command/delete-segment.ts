import type { DeleteSegment } from '../../contract/command/delete-segment.ts';
import { type CommandContext, type Judgement, rejected } from './handler.ts';

/** Deletes it as it is now, whoever changed it last; the audit keeps all of it. */
export async function deleteSegment({ segmentId }: DeleteSegment, { documents }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('segment', [segmentId]);
  const segment = documents.get('segment', segmentId);
  if (!segment) return rejected('segment.unknown');
  return { outcome: { status: 'applied' }, effect: { kind: 'segmentDeleted', name: segment.name, filter: segment.filter } };
}
