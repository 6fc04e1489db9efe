import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../contract/product.ts';
import { useStream } from '../../../parts/use-stream.ts';
import type { PersonConsents } from '../../../replica/desk/person-consents.ts';
import type { Desk } from '../../../replica/desk.ts';
import drawer from '../drawer.module.css';
import { ConsentHistoryList } from './ConsentHistoryList.tsx';
import { ConsentStates } from './ConsentStates.tsx';
import styles from './consent-section.module.css';
import { MinorForm } from './MinorForm.tsx';
import { PurchaseForm } from './PurchaseForm.tsx';
import { WordForm } from './WordForm.tsx';

type Props = Readonly<{ desk: Desk; userId: string; products: ReadonlyMap<string, Product> }>;

/** What is written down by hand, each with its form. */
const records = ['granted', 'withdrawn', 'minor', 'purchase'] as const;
type Recording = (typeof records)[number];

/** How this person stands to advertising, what proves it, and what a marketer was told elsewhere than in the chat. */
export function ConsentSection({ desk, userId, products }: Props) {
  const { t } = useTranslation('consents');
  const known = useStream(useMemo(() => desk.personConsents$(userId), [desk, userId]));
  const [recording, record] = useState<Recording>();
  const [failed, setFailed] = useState(false);
  const done = (stored: Promise<void>) => {
    record(undefined);
    stored.then(
      () => setFailed(false),
      () => setFailed(true),
    );
  };
  return (
    <section className={drawer.section} aria-label={t('person.title')}>
      <div className={styles.head}>
        <h3 className={drawer.heading}>{t('person.title')}</h3>
        <RecordMenu onRecord={record} />
      </div>
      <ConsentStates known={known} />
      {known?.pending && <p className={drawer.quiet}>{t('person.pending')}</p>}
      {failed && <p className={styles.failed}>{t('failed')}</p>}
      {recording && (
        <RecordForm key={recording} {...{ desk, userId, products, recording, known }} onDone={done} onCancel={() => record(undefined)} />
      )}
      <ConsentHistoryList desk={desk} userId={userId} seen={known} />
    </section>
  );
}

function RecordMenu({ onRecord }: Readonly<{ onRecord: (what: Recording) => void }>) {
  const { t } = useTranslation('consents');
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size="compact-xs" variant="default" rightSection={<IconChevronDown size={13} aria-hidden />}>
          {t('person.record')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {records.map((what) => (
          <Menu.Item key={what} onClick={() => onRecord(what)}>
            {t(`person.records.${what}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

type FormProps = Props &
  Readonly<{
    recording: Recording;
    known: PersonConsents | undefined;
    onDone: (stored: Promise<void>) => void;
    onCancel: () => void;
  }>;

function RecordForm({ desk, userId, products, recording, known, onDone, onCancel }: FormProps) {
  switch (recording) {
    case 'granted':
    case 'withdrawn':
      return (
        <WordForm
          granted={recording === 'granted'}
          onRecord={(said) => onDone(desk.recordConsent({ userId, ...said }))}
          onCancel={onCancel}
        />
      );
    case 'minor':
      return <MinorForm known={known?.minor} onRecord={(said) => onDone(desk.markMinor({ userId, ...said }))} onCancel={onCancel} />;
    case 'purchase':
      return (
        <PurchaseForm products={products} onRecord={(bought) => onDone(desk.recordPurchase({ userId, ...bought }))} onCancel={onCancel} />
      );
  }
}
