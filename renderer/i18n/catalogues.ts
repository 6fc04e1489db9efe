import enActivity from './en/activity.json';
import enClassifier from './en/classifier.json';
import enCommon from './en/common.json';
import enConflicts from './en/conflicts.json';
import enConsents from './en/consents.json';
import enDecision from './en/decision.json';
import enDispatch from './en/dispatch.json';
import enFailures from './en/failures.json';
import enLeads from './en/leads.json';
import enOverview from './en/overview.json';
import enPolicy from './en/policy.json';
import enRecommendation from './en/recommendation.json';
import enReview from './en/review.json';
import enSending from './en/sending.json';
import enSettings from './en/settings.json';
import koActivity from './ko/activity.json';
import koClassifier from './ko/classifier.json';
import koCommon from './ko/common.json';
import koConflicts from './ko/conflicts.json';
import koConsents from './ko/consents.json';
import koDecision from './ko/decision.json';
import koDispatch from './ko/dispatch.json';
import koFailures from './ko/failures.json';
import koLeads from './ko/leads.json';
import koOverview from './ko/overview.json';
import koPolicy from './ko/policy.json';
import koRecommendation from './ko/recommendation.json';
import koReview from './ko/review.json';
import koSending from './ko/sending.json';
import koSettings from './ko/settings.json';

/** Every word of the desk, by language and screen. Korean is written first and types the keys. */
export const catalogues = {
  ko: {
    common: koCommon,
    overview: koOverview,
    leads: koLeads,
    dispatch: koDispatch,
    decision: koDecision,
    activity: koActivity,
    conflicts: koConflicts,
    consents: koConsents,
    classifier: koClassifier,
    policy: koPolicy,
    recommendation: koRecommendation,
    review: koReview,
    sending: koSending,
    settings: koSettings,
    failures: koFailures,
  },
  en: {
    common: enCommon,
    overview: enOverview,
    leads: enLeads,
    dispatch: enDispatch,
    decision: enDecision,
    activity: enActivity,
    conflicts: enConflicts,
    consents: enConsents,
    classifier: enClassifier,
    policy: enPolicy,
    recommendation: enRecommendation,
    review: enReview,
    sending: enSending,
    settings: enSettings,
    failures: enFailures,
  },
} as const;
