import type { FailureCode } from '../../../contract/failure.ts';
import type { LeadChange } from '../desk/lead-act.ts';
import type { CommandSummary, RefusedCommand } from '../desk/own-command.ts';
import { type StoredCommand, standings } from '../stored-command.ts';

/** A refused command that nobody has discarded, with what waits for it. */
export type Refusal = Readonly<{ refused: StoredCommand; code: FailureCode; held: readonly StoredCommand[] }>;

/** In ULID order. What is held waits for the first refused one that it names, also through another held one. */
export function refusals(all: readonly StoredCommand[]): readonly Refusal[] {
  const standing = standings(all);
  const rootOf = new Map<string, string>();
  const held = new Map<string, StoredCommand[]>();
  for (const stored of all) {
    const is = standing.get(stored.id);
    if (is === 'refused') rootOf.set(stored.id, stored.id);
    const root = is === 'held' ? stored.command.after?.map((id) => rootOf.get(id)).find((id) => id !== undefined) : undefined;
    if (root === undefined) continue;
    rootOf.set(stored.id, root);
    held.set(root, [...(held.get(root) ?? []), stored]);
  }
  return all
    .filter(({ id, dismissed }) => standing.get(id) === 'refused' && !dismissed)
    .map((refused) => ({ refused, code: codeOf(refused), held: held.get(refused.id) ?? [] }));
}

export function toRefused({ refused, code, held }: Refusal, summary: (stored: StoredCommand) => CommandSummary): RefusedCommand {
  const change = correctable(refused);
  return {
    ...summary(refused),
    code,
    refusedAt: refused.aside?.at ?? refused.outcomeAt ?? refused.storedAt,
    held: held.map(summary),
    ...(change && { correctable: change }),
  };
}

/** The one change of a patch: of several nobody knows which was at fault. */
export function correctable({ command: { act } }: StoredCommand): LeadChange | undefined {
  const [group, ...others] = act.kind === 'patchLeads' ? act.groups : [];
  if (!group || others.some(({ field, to }) => field !== group.field || to !== group.to)) return undefined;
  return { field: group.field, ...(group.to !== undefined && { to: group.to }) };
}

const codeOf = ({ outcome, aside }: StoredCommand): FailureCode => outcome?.code ?? aside?.code ?? 'command.schema';
