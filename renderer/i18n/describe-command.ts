import type { TFunction } from 'i18next';
import type { CommandSummary } from '../replica/desk/own-command.ts';
import { changeName } from './describe-change.ts';

type Words = Readonly<{ t: TFunction<'common'>; leads: TFunction<'leads'> }>;

/** What a command was to do: `상태 → 연락함`, `되돌리기 · 상태 → 연락함`, `발송 요청`. */
export function commandName({ kind, changes: [first, ...others] }: CommandSummary, { t, leads }: Words): string {
  if (!first) return t(`acts.${kind}`);
  const named = changeName(first, leads);
  const what = others.length > 0 ? t('undo.more', { what: named, count: others.length }) : named;
  return kind === 'undo' ? t('command.undo', { what }) : what;
}

/** Whom it is about: `김민지 · 린넨 셔츠 외 4건`; undefined where it is about no lead. */
export function commandSubject({ first, leads }: CommandSummary, { t }: Pick<Words, 't'>): string | undefined {
  if (!first) return undefined;
  const { user, product } = first;
  return leads > 1 ? t('command.leads', { user, product, count: leads - 1 }) : t('command.lead', { user, product });
}
