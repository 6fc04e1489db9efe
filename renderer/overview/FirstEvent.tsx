import { IconMessageCircle2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { upTopic } from '../../contract/topics.ts';
import { CopyLine } from '../parts/CopyLine.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import styles from './overview.module.css';

/** The client every server is born with. */
const firstClient = 'chatbot';

/** Of this moment, so that what is published from it shows in the days that the overview opens with. */
const searched = (occurredAt: number) => ({
  eventId: '3f6f0b6e-6a0d-4a3e-9c57-0c6f2b3f7a11',
  occurredAt,
  chatId: '1',
  userId: '39',
  productId: '001',
});

/** Only on a workspace that has never heard anything: how the first event gets here. */
export function FirstEvent({ workspace = 'shop' }: Readonly<{ workspace?: string | undefined }>) {
  const { t } = useTranslation(['overview', 'common']);
  const [example] = useState(() => JSON.stringify(searched(Date.now()), null, 2));
  const words = { copy: t('common:copy'), copied: t('common:copied') };
  return (
    <EmptyState icon={<IconMessageCircle2 size={22} />} title={t('overview:first.title')} text={t('overview:first.text')}>
      <div className={styles.first}>
        <h3>{t('overview:first.topic')}</h3>
        <CopyLine text={upTopic({ workspace, client: firstClient }, 'searched')} {...words} />
        <h3>{t('overview:first.body')}</h3>
        <CopyLine text={example} {...words} />
        <p>{t('overview:first.client')}</p>
      </div>
    </EmptyState>
  );
}
