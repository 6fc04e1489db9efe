import { useTranslation } from 'react-i18next';
import { SendingRules } from '../../../contract/policy/sending-policy.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import type { Desk } from '../../replica/desk.ts';
import { PolicyHead } from '../score/PolicyHead.tsx';
import policy from '../score/policy.module.css';
import { usePolicyDraft } from '../score/use-policy-draft.ts';
import { LawFields } from './LawFields.tsx';
import { LimitFields } from './LimitFields.tsx';
import { NoticeFields } from './NoticeFields.tsx';
import { ProviderPanel } from './ProviderPanel.tsx';
import { SenderFields } from './SenderFields.tsx';
import styles from './sending.module.css';

/** How the shop sends promotions: who it is, how often and when, and what the law asks of it. */
export function SendingPanel({ desk }: Readonly<{ desk: Pick<Desk, 'policy$' | 'setPolicy' | 'sending$'> }>) {
  const { t } = useTranslation('policy');
  const drafting = usePolicyDraft<SendingRules>(desk, 'sending');
  if (!drafting) return <TableSkeleton label={t('loading')} />;
  const { rules, change } = drafting;
  return (
    <div className={`${policy.editor} ${styles.editor}`}>
      <PolicyHead drafting={drafting} shipped={shippedRules('sending')} isValid={SendingRules.safeParse(rules).success} />
      <ProviderPanel desk={desk} />
      <SenderFields rules={rules} onChange={change} />
      <LimitFields rules={rules} onChange={change} />
      <LawFields rules={rules} onChange={change} />
      <NoticeFields rules={rules} onChange={change} />
    </div>
  );
}
