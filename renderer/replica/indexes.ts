import type { Activity } from '../../contract/activity.ts';
import type { DecisionOutcome } from '../../contract/decision-outcome.ts';
import { wholeOf } from '../../domain/dispatching/join-parts.ts';
import { toMobileNumber } from '../../domain/person/mobile-number.ts';
import type { Changed, Documents } from './documents.ts';
import { createKeyedSets, type KeyedSets } from './keyed-sets.ts';

/** Which documents belong to which user, product, lead, request or dispatch: what screens look up without a scan. */
export type Indexes = Readonly<{
  leadsOfUser: KeyedSets;
  leadsOfProduct: KeyedSets;
  activitiesOfLead: KeyedSets;
  /** Conflicts of the replica by where they stand: `open`, or `settled`. */
  conflicts: KeyedSets;
  decisionsOfRequest: KeyedSets;
  /** Requests of the replica by how they stand: `waiting`, or no entry. */
  requests: KeyedSets;
  /** Patches, settlements and undos of a batch. */
  activitiesOfBatch: KeyedSets;
  itemsOfDispatch: KeyedSets;
  /** The dispatches that one message became. */
  dispatchesOfWhole: KeyedSets;
  itemsOfUser: KeyedSets;
  /** People by their mobile number, however it was written. */
  usersOfNumber: KeyedSets;
  /** Follows what the documents took in. */
  renew: (changed: Changed) => void;
}>;

export function createIndexes(documents: Documents): Indexes {
  const sets = {
    leadsOfUser: createKeyedSets(),
    leadsOfProduct: createKeyedSets(),
    activitiesOfLead: createKeyedSets(),
    conflicts: createKeyedSets(),
    decisionsOfRequest: createKeyedSets(),
    requests: createKeyedSets(),
    activitiesOfBatch: createKeyedSets(),
    itemsOfDispatch: createKeyedSets(),
    dispatchesOfWhole: createKeyedSets(),
    itemsOfUser: createKeyedSets(),
    usersOfNumber: createKeyedSets(),
  };
  return {
    ...sets,
    renew: (changed) => {
      for (const id of changed.get('lead') ?? []) {
        const lead = documents.of('lead').get(id);
        sets.leadsOfUser.assign(id, lead ? [lead.userId] : []);
        sets.leadsOfProduct.assign(id, lead ? [lead.productId] : []);
      }
      for (const id of changed.get('activity') ?? []) {
        const activity = documents.of('activity').get(id);
        sets.activitiesOfLead.assign(id, activity ? leadsOf(activity) : []);
        sets.conflicts.assign(id, activity?.kind === 'conflict' ? [activity.settled ? 'settled' : 'open'] : []);
        const decidedBefore = sets.decisionsOfRequest.keys(id);
        sets.decisionsOfRequest.assign(id, activity?.kind === 'decided' ? [activity.requestEventId] : []);
        for (const request of new Set([...decidedBefore, ...sets.decisionsOfRequest.keys(id)]))
          sets.requests.assign(request, newestOutcome(documents, sets.decisionsOfRequest.of(request)) === 'review' ? ['waiting'] : []);
        sets.activitiesOfBatch.assign(id, activity ? batchOf(activity) : []);
      }
      for (const id of changed.get('dispatch') ?? []) {
        const dispatch = documents.of('dispatch').get(id);
        sets.dispatchesOfWhole.assign(id, dispatch ? [wholeOf(dispatch)] : []);
      }
      for (const id of changed.get('dispatchItem') ?? []) {
        const item = documents.of('dispatchItem').get(id);
        sets.itemsOfDispatch.assign(id, item ? [item.dispatchId] : []);
        sets.itemsOfUser.assign(id, item ? [item.userId] : []);
      }
      for (const id of changed.get('person') ?? []) {
        const phone = documents.of('person').get(id)?.phone;
        const number = phone && toMobileNumber(phone.value);
        sets.usersOfNumber.assign(id, number === undefined ? [] : [number]);
      }
    },
  };
}

/** What the newest of these decisions came to. */
function newestOutcome(documents: Documents, ids: Iterable<string>): DecisionOutcome | undefined {
  let newest: Extract<Activity, { kind: 'decided' }> | undefined;
  for (const id of ids) {
    const activity = documents.of('activity').get(id);
    if (activity?.kind === 'decided' && activity.decisionNo > (newest?.decisionNo ?? 0)) newest = activity;
  }
  return newest?.outcome;
}

const batchOf = (activity: Activity): readonly string[] =>
  'batchId' in activity && activity.batchId !== undefined ? [activity.batchId] : [];

/** The leads an activity is about. */
export function leadsOf(activity: Activity): readonly string[] {
  switch (activity.kind) {
    case 'patched':
      return [...new Set(activity.groups.flatMap(({ leads }) => leads))];
    case 'undone':
      return [
        ...new Set([
          ...activity.groups.flatMap(({ leads }) => leads),
          ...(activity.decided ?? []).map(({ leadId }) => leadId),
          ...activity.leftAlone.map(({ leadId }) => leadId),
        ]),
      ];
    case 'settled':
      return activity.leads;
    case 'requestsDecided':
    case 'requestsReevaluated':
      return [...new Set(activity.requests.map(({ leadId }) => leadId))];
    case 'conflict':
    case 'decided':
      return [activity.leadId];
    default:
      return [];
  }
}
