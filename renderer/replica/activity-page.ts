import type { Activity } from '../../contract/activity.ts';
import { splitLeadId } from '../../domain/identity/ids.ts';
import { byCodeUnit } from '../../domain/order.ts';
import type { ActivityGroup, ActivityPage, ActivityQuery, ActivityRow } from './desk/activity-row.ts';
import { leadsOf } from './indexes.ts';
import type { View } from './view.ts';

type Shown = Pick<View, 'person' | 'product' | 'reversibles'>;

/** Who rules and the server itself act as. */
const serverMember = 'system';

/** The newest acts that match, and how many there are of each part. */
export function activityPage(view: Shown & Pick<View, 'activities'>, { group, by, limit }: ActivityQuery): ActivityPage {
  const counts: Record<ActivityGroup, number> = { all: 0, people: 0, rules: 0, conflicts: 0 };
  const members = new Set<string>();
  const rows: Activity[] = [];
  let total = 0;
  for (const activity of view.activities.newestFirst()) {
    if (activity.by !== serverMember) members.add(activity.by);
    const groups = groupsOf(activity);
    for (const one of groups) counts[one] += 1;
    if (!groups.includes(group) || (by !== undefined && activity.by !== by)) continue;
    total += 1;
    if (rows.length < limit) rows.push(activity);
  }
  return { rows: rows.map((activity) => toRow(view, activity)), total, counts, members: [...members].sort(byCodeUnit) };
}

const conflicts: readonly ActivityGroup[] = ['all', 'people', 'conflicts'];
const rules: readonly ActivityGroup[] = ['all', 'rules'];
/** Each decision of a person's act: that act tells of them all. */
const nowhere: readonly ActivityGroup[] = [];
const people: readonly ActivityGroup[] = ['all', 'people'];

function groupsOf(activity: Activity): readonly ActivityGroup[] {
  if (activity.kind === 'conflict') return conflicts;
  if (activity.kind === 'decided' && activity.commandId !== undefined) return nowhere;
  return activity.by === serverMember ? rules : people;
}

function toRow(view: Shown, activity: Activity): ActivityRow {
  const leads = leadsOf(activity);
  const [leadId] = leads;
  const undid = undoneBy(view, activity);
  const head = { activity, leads: leads.length, ...(undid && { undid }) };
  if (leadId === undefined) return head;
  const { userId, productId } = splitLeadId(leadId);
  const user = view.person(userId)?.name?.value ?? userId;
  return { ...head, first: { leadId, user, product: view.product(productId)?.name ?? productId } };
}

function undoneBy({ reversibles: { audit, auditOfBatch } }: Shown, activity: Activity): ActivityRow['undid'] {
  if (activity.kind !== 'undone') return undefined;
  const undone = audit(activity.undoes) ?? auditOfBatch(activity.undoes)[0];
  return undone && { by: undone.by, isRedo: undone.kind === 'undone' };
}
