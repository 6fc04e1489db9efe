import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { DecisionOutcome } from '../../../contract/decision-outcome.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { Panel } from '../../parts/Panel.tsx';
import { SettingRow } from '../SettingRow.tsx';
import layout from '../score/policy.module.css';

type Named = Readonly<{ id: string; outcome: DecisionOutcome }>;
type Props = Readonly<{
  kind: 'categories' | 'products';
  named: readonly Named[];
  /** What may be given a rule, as people know it. */
  choices: readonly Readonly<{ id: string; name: string }>[];
  onChange: (named: readonly Named[]) => void;
}>;

/** What something is given as soon as it is listed: a person looks at it. */
const firstOutcome: DecisionOutcome = 'review';
const iconPx = 14;
/** So many suggestions are drawn of a large catalogue; typing narrows them. */
const suggested = 50;

/** Products or categories with a rule of their own, in the order of the contract. */
export function NamedOutcomes({ kind, named, choices, onChange }: Props) {
  const { t } = useTranslation('decision');
  const names = new Map(choices.map(({ id, name }) => [id, name]));
  const put = (id: string, outcome: DecisionOutcome) =>
    onChange([...named.filter((one) => one.id !== id), { id, outcome }].sort((a, b) => byCodeUnit(a.id, b.id)));
  const free = choices.filter(({ id }) => !named.some((one) => one.id === id));
  return (
    <Panel title={t(`${kind}.title`)}>
      <p className={layout.help}>{named.length > 0 ? t(`${kind}.help`) : t(`${kind}.none`)}</p>
      {named.map(({ id, outcome }) => {
        const name = names.get(id) ?? id;
        return (
          <SettingRow key={id} label={name}>
            <SegmentedControl
              size="xs"
              aria-label={name}
              value={outcome}
              onChange={(value) => put(id, DecisionOutcome.parse(value))}
              data={DecisionOutcome.options.map((value) => ({ value, label: t(`outcome.${value}`) }))}
            />
            <ActionIcon
              variant="subtle"
              aria-label={t(`${kind}.drop`, { name })}
              onClick={() => onChange(named.filter((one) => one.id !== id))}
            >
              <IconX size={iconPx} />
            </ActionIcon>
          </SettingRow>
        );
      })}
      <Select
        key={named.length}
        searchable
        clearable
        limit={suggested}
        aria-label={t(`${kind}.pick`)}
        placeholder={t(`${kind}.pick`)}
        nothingFoundMessage={t('missing')}
        value={null}
        data={free.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => id !== null && put(id, firstOutcome)}
      />
    </Panel>
  );
}
