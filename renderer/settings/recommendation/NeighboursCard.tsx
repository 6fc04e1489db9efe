import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../../contract/failure.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import { DeskError } from '../../replica/desk-error.ts';
import { SettingRow } from '../SettingRow.tsx';

type Learning = Readonly<{ kind: 'rest' | 'asking' }> | Readonly<{ kind: 'failed'; code: FailureCode }>;

/** Which file recommendations are made from, when it was learned and from how many; and the way to learn again at once. */
export function NeighboursCard({ desk }: Readonly<{ desk: Desk }>) {
  const { t } = useTranslation(['recommendation', 'failures']);
  const format = useFormat();
  const view = useStream(useMemo(() => desk.neighbours$(), [desk]));
  const [learning, setLearning] = useState<Learning>({ kind: 'rest' });

  const learn = async () => {
    setLearning({ kind: 'asking' });
    setLearning(await desk.learnNow().then(() => ({ kind: 'rest' }), failed));
  };
  if (!view) return null;
  const { card, standing, trouble } = view;
  const failure = learning.kind === 'failed' ? learning.code : trouble;
  const here = card && t(`standing.${standing}`);

  return (
    <SettingRow
      label={card ? t('card.version', { version: card.version, time: format.dateTime(card.madeAt) }) : t('card.none')}
      help={[card ? t('card.from', card.learnedFrom) : t('card.noneHelp'), failure ? t(`failures:${failure}`) : here]
        .filter(Boolean)
        .join(' · ')}
    >
      <Button
        variant="default"
        leftSection={<IconRefresh size={14} aria-hidden />}
        loading={learning.kind === 'asking'}
        onClick={() => void learn()}
      >
        {t('card.learn')}
      </Button>
    </SettingRow>
  );
}

const failed = (error: unknown): Learning => ({ kind: 'failed', code: error instanceof DeskError ? error.code : 'server.failed' });
