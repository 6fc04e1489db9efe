import type { Product } from '../../../contract/product.ts';
import type { LeadChange } from '../../replica/desk/lead-act.ts';
import type { LeadDetail } from '../../replica/desk/lead-view.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import type { Patch, Settle } from '../use-patching.ts';
import { ConsentSection } from './consents/ConsentSection.tsx';
import { ManageSection } from './ManageSection.tsx';
import { NotesSection } from './NotesSection.tsx';
import { PersonSection } from './PersonSection.tsx';
import { RecommendationSection } from './RecommendationSection.tsx';
import { RequestSection, type RequestVerdict } from './RequestSection.tsx';
import { ScoreSection } from './ScoreSection.tsx';
import { TimelineSection } from './TimelineSection.tsx';

export type LeadBodyProps = Readonly<{
  desk: Desk;
  detail: LeadDetail;
  members: readonly string[];
  tags: readonly string[];
  products: ReadonlyMap<string, Product>;
  newId: () => string;
  patch: Patch;
  settle: Settle;
}>;

/** In the order of use: what one does, what to offer, what it rests on, what happened. */
export function LeadBody({ desk, detail, members, tags, products, newId, patch, settle }: LeadBodyProps) {
  const compose = useUiStore((state) => state.compose);
  const did = useUiStore((state) => state.did);
  const { lead, person, score, halfLifeDays, recommendation, conflicts, timeline, timelineFrom } = detail;
  const ids = { kind: 'ids', ids: [lead.id] } as const;
  const change = (changes: readonly LeadChange[]) => void (changes.length > 0 && patch(ids, changes));
  const decide = (requestEventId: string, verdict: RequestVerdict) =>
    void desk.decide([{ leadId: lead.id, requestEventId }], verdict).then((done) => did({ ...done, changes: [], decided: verdict }));

  return (
    <>
      <ManageSection lead={lead} members={members} tags={tags} conflicts={conflicts} onChange={change} onSettle={settle} />
      <RequestSection lead={lead} conflicts={conflicts} onDecide={decide} onSettle={settle} />
      <RecommendationSection recommendation={recommendation} products={products} onSend={() => compose(ids)} />
      <ScoreSection score={score} halfLifeDays={halfLifeDays} />
      <NotesSection lead={lead} newId={newId} conflicts={conflicts} onChange={change} onSettle={settle} />
      <PersonSection lead={lead} person={person} />
      <ConsentSection desk={desk} userId={lead.userId} products={products} />
      <TimelineSection desk={desk} lead={lead} entries={timeline} from={timelineFrom} />
    </>
  );
}
