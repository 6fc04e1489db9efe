import type { PauseDispatch } from '../../contract/command/pause-dispatch.ts';
import type { ResumeDispatch } from '../../contract/command/resume-dispatch.ts';
import { pauseDispatch as paused, resumeDispatch as resumed } from '../../domain/dispatching/dispatch-step.ts';
import type { SystemAct } from '../store/port/fact.ts';
import { endedMeanwhile } from './ended-meanwhile.ts';
import { applied, type CommandContext, type Judgement, rejected } from './handler.ts';

type PauseRestored = Extract<SystemAct, { kind: 'pauseRestored' }>;

/** Whoever pauses what a colleague has paused changes nothing. */
export async function pauseDispatch({ dispatchId }: PauseDispatch, { documents }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('dispatch', [dispatchId]);
  const dispatch = documents.get('dispatch', dispatchId);
  if (!dispatch) return rejected('dispatch.unknown');
  if (dispatch.hold?.reason === 'paused') return applied;
  return paused(dispatch) === dispatch ? endedMeanwhile(dispatch, 'dispatch.tooLate') : applied;
}

/** By the server alone, after a backup was put back. */
export async function pauseRestored({ dispatchId }: PauseRestored, { documents }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('dispatch', [dispatchId]);
  const dispatch = documents.get('dispatch', dispatchId);
  return dispatch ? applied : rejected('dispatch.unknown');
}

export async function resumeDispatch({ dispatchId }: ResumeDispatch, { documents, at }: CommandContext): Promise<Judgement> {
  await documents.loadNamed('dispatch', [dispatchId]);
  const dispatch = documents.get('dispatch', dispatchId);
  if (!dispatch) return rejected('dispatch.unknown');
  return resumed(dispatch, at) === dispatch ? endedMeanwhile(dispatch, 'dispatch.notHeld') : applied;
}
