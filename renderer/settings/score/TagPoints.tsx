import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoreRules } from '../../../contract/policy/score-policy.ts';
import { byCodeUnit } from '../../../domain/order.ts';
import { PointsRow } from './PointsRow.tsx';
import styles from './policy.module.css';
import { pointsLimit } from './score-limits.ts';

type Tags = ScoreRules['fit']['tags'];
type Props = Readonly<{ tags: Tags; range: Readonly<{ min: number; max: number }>; onChange: (tags: Tags) => void }>;

/** What a tag is worth as soon as it is listed. */
const firstPoints = 5;

/** Tags that count, in the order of the contract. */
export function TagPoints({ tags, range, onChange }: Props) {
  const { t } = useTranslation('policy');
  const [name, setName] = useState('');
  const put = (tag: string, points: number) =>
    onChange([...tags.filter((one) => one.tag !== tag), { tag, points }].sort((a, b) => byCodeUnit(a.tag, b.tag)));
  const add = (event: FormEvent) => {
    event.preventDefault();
    const tag = name.trim().normalize('NFC');
    if (tag === '') return;
    put(tag, tags.find((one) => one.tag === tag)?.points ?? firstPoints);
    setName('');
  };
  return (
    <>
      {tags.map(({ tag, points }) => (
        <PointsRow
          key={tag}
          label={t('fit.tag', { tag })}
          value={points}
          onChange={(next) => put(tag, next)}
          range={range}
          limit={pointsLimit}
        >
          <ActionIcon aria-label={t('fit.dropTag', { tag })} onClick={() => onChange(tags.filter((one) => one.tag !== tag))}>
            <IconX size={14} />
          </ActionIcon>
        </PointsRow>
      ))}
      <form className={styles.plain} onSubmit={add}>
        <TextInput
          className={styles.tagName}
          aria-label={t('fit.tagName')}
          placeholder={t('fit.tagName')}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" disabled={name.trim() === ''}>
          {t('fit.addTag')}
        </Button>
      </form>
    </>
  );
}
