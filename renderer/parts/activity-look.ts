import {
  IconAdjustments,
  IconAlertTriangle,
  IconArrowBackUp,
  IconBookmark,
  IconCheck,
  IconChecks,
  IconEdit,
  IconFileExport,
  IconHelpCircle,
  IconPackage,
  IconPlayerPause,
  IconPlayerPlay,
  IconRefresh,
  IconSend,
  IconShieldCheck,
  IconTrash,
  IconX,
  type TablerIcon,
} from '@tabler/icons-react';
import type { Activity } from '../../contract/activity.ts';
import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import type { Tone } from './Pill.tsx';

export type Look = Readonly<{ icon: TablerIcon; tone: Tone }>;

const decisions: Readonly<Record<DecisionOutcome, Look>> = {
  approve: { icon: IconCheck, tone: 'positive' },
  refuse: { icon: IconX, tone: 'negative' },
  review: { icon: IconHelpCircle, tone: 'warning' },
};

const acts: Readonly<Record<Exclude<Activity['kind'], 'decided' | 'requestsDecided'>, Look>> = {
  patched: { icon: IconEdit, tone: 'neutral' },
  conflict: { icon: IconAlertTriangle, tone: 'warning' },
  settled: { icon: IconChecks, tone: 'positive' },
  undone: { icon: IconArrowBackUp, tone: 'neutral' },
  requestsReevaluated: { icon: IconRefresh, tone: 'brand' },
  noticesRequested: { icon: IconSend, tone: 'brand' },
  testSent: { icon: IconSend, tone: 'neutral' },
  dispatchRequested: { icon: IconSend, tone: 'brand' },
  dispatchCancelled: { icon: IconX, tone: 'neutral' },
  dispatchPaused: { icon: IconPlayerPause, tone: 'neutral' },
  dispatchResumed: { icon: IconPlayerPlay, tone: 'brand' },
  dispatchResent: { icon: IconSend, tone: 'brand' },
  itemSettled: { icon: IconHelpCircle, tone: 'neutral' },
  segmentSaved: { icon: IconBookmark, tone: 'neutral' },
  segmentDeleted: { icon: IconTrash, tone: 'neutral' },
  policySet: { icon: IconAdjustments, tone: 'neutral' },
  consentNoted: { icon: IconShieldCheck, tone: 'neutral' },
  optOutsImported: { icon: IconShieldCheck, tone: 'warning' },
  exported: { icon: IconFileExport, tone: 'warning' },
  catalogueChanged: { icon: IconPackage, tone: 'neutral' },
  packetReplayed: { icon: IconRefresh, tone: 'brand' },
  packetDiscarded: { icon: IconTrash, tone: 'neutral' },
};

/** The mark beside an act, in the audit and in a lead's story alike; its words say the same. */
export const activityLook = (activity: Activity): Look =>
  activity.kind === 'decided' || activity.kind === 'requestsDecided' ? decisions[activity.outcome] : acts[activity.kind];
