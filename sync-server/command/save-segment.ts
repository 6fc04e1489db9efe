import type { SaveSegment } from '../../contract/command/save-segment.ts';
import type { Segment } from '../../contract/segment.ts';
import { type SegmentSave, saveSegment as save } from '../../domain/segmenting/save-segment.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';

/** Every desk counts every segment whenever a lead changes; more than fit in a menu would be found by nobody. */
export const mostSegments = 100;

/** Judges name and filter each by itself; what the fold writes and what the audit says is settled here, once. */
export async function saveSegment(act: SaveSegment, context: CommandContext): Promise<Judgement> {
  const { documents, by, at } = context;
  await documents.loadNamed('segment', [act.segmentId]);
  const saved = save(documents.get('segment', act.segmentId), act, { by, at });
  const isNew = saved.kind === 'made' || saved.kind === 'restored';
  return isNew && (await isFull(context)) ? rejected('segment.tooMany') : toJudgement(saved);
}

const isFull = async ({ feed }: CommandContext): Promise<boolean> => (await feed.documentsFrom('segment', '')).length >= mostSegments;

function toJudgement(saved: SegmentSave): Judgement {
  switch (saved.kind) {
    case 'unknown':
      return rejected('segment.unknown');
    case 'unchanged':
      return applied;
    case 'made':
    case 'restored':
      return {
        outcome: { status: 'applied' },
        effect: { kind: 'segmentSaved', change: saved.kind, ...told(saved.segment), filterChanged: false },
      };
    case 'changed': {
      const { segment, kind, ...rest } = saved;
      return {
        outcome: { status: saved.lost ? 'conflict' : 'applied' },
        effect: { kind: 'segmentSaved', change: kind, ...told(segment), ...rest },
      };
    }
    default:
      return unreachable(saved);
  }
}

const told = ({ name, filter }: Segment) => ({ name, filter });
