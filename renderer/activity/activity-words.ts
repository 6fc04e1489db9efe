import type { TFunction } from 'i18next';
import type { Activity, NoteChange } from '../../contract/activity.ts';
import type { LeadField } from '../../contract/lead-field.ts';
import { unreachable } from '../../domain/unreachable.ts';
import { changeSentence } from '../i18n/describe-change.ts';
import { fieldName } from '../i18n/describe-field.ts';

/** The catalogues that an act is told from. */
export type Words = Readonly<{ t: TFunction<'activity'>; leads: TFunction<'leads'> }>;
type Of<K extends Activity['kind']> = Extract<Activity, { kind: K }>;

const isNote = (field: LeadField) => field.startsWith('note:');

/** What was done, each sentence once. A rule's name and a note's text are in none. */
export function sentencesOf(activity: Activity, words: Words): readonly string[] {
  const { t } = words;
  switch (activity.kind) {
    case 'patched':
      return patchSentences(activity, words);
    case 'conflict':
      return [t('did.conflict', { field: fieldName(activity.field, words.leads) })];
    case 'settled':
      return [t(`did.settled.${activity.keep}`, { count: activity.conflicts.length })];
    case 'undone': {
      const left = activity.leftAlone.length;
      const decided = activity.decided?.length ?? 0;
      const requests = decided > 0 ? [t('did.undoneDecided', { count: decided })] : [];
      return [t('did.undone'), ...requests, ...(left > 0 ? [t('did.undoneLeft', { count: left })] : [])];
    }
    case 'decided':
      return [t(`did.${activity.outcome}`)];
    case 'requestsDecided':
      return [t(`did.requestsDecided.${activity.outcome}`, { count: activity.requests.length })];
    case 'requestsReevaluated':
      return [t('did.requestsReevaluated', { count: activity.requests.length })];
    case 'noticesRequested':
      return [t('did.noticesRequested', { count: activity.recipients })];
    case 'dispatchRequested':
      return [t('did.dispatchRequested', { count: activity.recipients })];
    case 'dispatchCancelled':
      return [t('did.dispatchCancelled', { count: activity.cancelled })];
    case 'dispatchPaused':
      return [t('did.dispatchPaused')];
    case 'dispatchResumed':
      return [t('did.dispatchResumed')];
    case 'dispatchResent':
      return [t('did.dispatchResent', { count: activity.recipients })];
    case 'itemSettled':
      return [t(`did.itemSettled.${activity.was}`, { user: activity.userId })];
    case 'segmentSaved':
      return segmentSentences(activity, t);
    case 'segmentDeleted':
      return [t('did.segmentDeleted', { name: activity.name })];
    case 'policySet':
      return policySentences(activity, t);
    case 'exported':
      return [
        t(`did.exported.${activity.what}`, { count: activity.rows }),
        ...(activity.reason !== undefined ? [t('did.exportReason', { reason: activity.reason })] : []),
      ];
    case 'consentNoted':
      return [t(`did.consent.${activity.did}`, { user: activity.userId })];
    case 'optOutsImported':
      return [t('did.optOutsImported', { count: activity.numbers, people: activity.people })];
    case 'testSent':
      return [t(`did.testSent.${activity.to}`, { products: activity.productIds.join(', ') })];
    case 'catalogueChanged':
      return [t('did.catalogueChanged', { count: activity.products })];
    case 'packetReplayed':
      return [t(activity.fixed ? 'did.packetFixed' : 'did.packetReplayed', { client: activity.client })];
    case 'packetDiscarded':
      return [t('did.packetDiscarded', { client: activity.client })];
    default:
      return unreachable(activity);
  }
}

function noteSentence(note: NoteChange | undefined, { t, leads }: Words): string {
  if (note === 'added') return leads('did.note');
  return note === 'removed' ? leads('did.noteOff') : t('did.note');
}

function patchSentences({ groups }: Of<'patched'>, { t, leads }: Words): readonly string[] {
  return [...new Set(groups.map((group) => (isNote(group.field) ? noteSentence(group.note, { t, leads }) : changeSentence(group, leads))))];
}

/** What of it changed, and what somebody else had set that is gone with it. */
function segmentSentences({ change, name, renamedFrom, filterChanged, lost }: Of<'segmentSaved'>, t: Words['t']): readonly string[] {
  if (change !== 'changed') return [t(change === 'made' ? 'did.segmentMade' : 'did.segmentRestored', { name })];
  return [
    ...(renamedFrom !== undefined ? [t('did.segmentRenamed', { name, from: renamedFrom })] : []),
    ...(filterChanged ? [t('did.segmentFilter', { name })] : []),
    ...(lost?.name !== undefined ? [t('did.segmentLostName', { name: lost.name })] : []),
    ...(lost?.filter ? [t('did.segmentLostFilter')] : []),
  ];
}

/** Which policy, which version it became, and a colleague's that is gone with it. */
function policySentences({ became, version, lost, undoes, reason }: Of<'policySet'>, t: Words['t']): readonly string[] {
  const policy = t(`policy.${became.id}`);
  return [
    t(undoes === undefined ? 'did.policySet' : 'did.policyRestored', { policy, version }),
    ...(reason === undefined ? [] : [t('did.policyReason', { reason })]),
    ...(lost ? [t('did.policyLost', { policy, by: lost.by, version: lost.version })] : []),
  ];
}
