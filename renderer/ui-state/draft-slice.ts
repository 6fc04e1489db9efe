import type { StateCreator } from 'zustand';
import type { PolicyId, PolicyRules } from '../../contract/policy.ts';

/** A policy that is being changed; `from` is the version that was shown when the change began. */
export type PolicyDraft = Readonly<{ rules: PolicyRules; from: number }>;

/** Policies that are being changed and are not published: one may look at leads meanwhile and come back. */
export type DraftSlice = Readonly<{
  drafts: Readonly<Partial<Record<PolicyId, PolicyDraft>>>;
  redraft: (id: PolicyId, draft: PolicyDraft | undefined) => void;
}>;

export const createDraftSlice: StateCreator<DraftSlice> = (set) => ({
  drafts: {},
  redraft: (id, draft) => set(({ drafts: { [id]: _before, ...others } }) => ({ drafts: draft ? { ...others, [id]: draft } : others })),
});
