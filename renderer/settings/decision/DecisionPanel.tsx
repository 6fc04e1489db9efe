import { Switch } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { shippedRules } from '../../../domain/policy/shipped-rules.ts';
import { Panel } from '../../parts/Panel.tsx';
import { TableSkeleton } from '../../parts/TableSkeleton.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import { SettingRow } from '../SettingRow.tsx';
import { PolicyHead } from '../score/PolicyHead.tsx';
import layout from '../score/policy.module.css';
import { usePolicyDraft } from '../score/use-policy-draft.ts';
import { DecisionEffect } from './DecisionEffect.tsx';
import { NamedOutcomes } from './NamedOutcomes.tsx';
import { ProductStates } from './ProductStates.tsx';

type Needs = Pick<Desk, 'policy$' | 'setPolicy' | 'previewDecisions$' | 'reevaluate' | 'products$'>;

/** What the shop says of requests whatever their messages say, and beside it which of the newest requests that would change. */
export function DecisionPanel({ desk }: Readonly<{ desk: Needs }>) {
  const { t } = useTranslation('decision');
  const drafting = usePolicyDraft<DecisionRules>(desk, 'decision');
  const products = useStream(useMemo(() => desk.products$(), [desk])) ?? [];
  if (!drafting) return <TableSkeleton label={t('loading')} />;
  const { rules, change, isChanged } = drafting;
  const isValid = DecisionRules.safeParse(rules).success;
  const categories = [...new Set(products.flatMap(({ category }) => category ?? []))].sort(byCodeUnit);
  return (
    <div className={layout.editor}>
      <PolicyHead drafting={drafting} shipped={shippedRules('decision')} isValid={isValid} />
      <div className={layout.columns}>
        <div className={layout.fields}>
          <ProductStates rules={rules} onChange={change} />
          <NamedOutcomes
            kind="categories"
            named={rules.categories.map(({ category, outcome }) => ({ id: category, outcome }))}
            choices={categories.map((category) => ({ id: category, name: category }))}
            onChange={(named) => change({ ...rules, categories: named.map(({ id, outcome }) => ({ category: id, outcome })) })}
          />
          <NamedOutcomes
            kind="products"
            named={rules.products.map(({ productId, outcome }) => ({ id: productId, outcome }))}
            choices={products.map(({ id, name }) => ({ id, name }))}
            onChange={(named) => change({ ...rules, products: named.map(({ id, outcome }) => ({ productId: id, outcome })) })}
          />
          <Panel title={t('classifier.title')}>
            <SettingRow label={t('classifier.label')} help={t('classifier.help')}>
              <Switch
                aria-label={t('classifier.label')}
                checked={rules.classifierDoubts}
                onChange={(event) => change({ ...rules, classifierDoubts: event.currentTarget.checked })}
              />
            </SettingRow>
          </Panel>
        </div>
        <div className={layout.effect}>
          <DecisionEffect desk={desk} rules={rules} isDraft={isChanged} />
        </div>
      </div>
    </div>
  );
}
