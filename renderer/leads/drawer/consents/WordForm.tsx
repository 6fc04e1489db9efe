import { Alert, SegmentedControl } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RecordConsent } from '../../../../contract/command/record-consent.ts';
import { Channel, Purpose } from '../../../../contract/consented.ts';
import { useMomentCalendar } from '../../../i18n/use-calendar.ts';
import { MomentField } from '../../../parts/MomentField.tsx';
import styles from './consent-section.module.css';
import { EvidenceField } from './EvidenceField.tsx';
import { RecordFrame } from './RecordFrame.tsx';

type Props = Readonly<{
  granted: boolean;
  onRecord: (said: Omit<RecordConsent, 'kind' | 'userId'>) => void;
  onCancel: () => void;
}>;

/** A consent, or a refusal or withdrawal, that somebody gave elsewhere than in the chat; by its own time (I12), and never without what proves it. */
export function WordForm({ granted, onRecord, onCancel }: Props) {
  const { t } = useTranslation('consents');
  const calendar = useMomentCalendar();
  const [openedAt] = useState(Date.now);
  const [purpose, setPurpose] = useState<Purpose>('ad');
  const [channel, setChannel] = useState<Channel>('kakao');
  const [at, setAt] = useState(openedAt);
  const [evidence, setEvidence] = useState('');
  const isAhead = at > Date.now();
  return (
    <RecordFrame
      title={t(`person.records.${granted ? 'granted' : 'withdrawn'}`)}
      isReady={!isAhead && evidence.trim() !== ''}
      onRecord={() => onRecord({ purpose, channel, granted, at, evidence: evidence.trim() })}
      onCancel={onCancel}
    >
      <div className={styles.choices}>
        <SegmentedControl
          aria-label={t('person.channel')}
          value={channel}
          onChange={(value) => setChannel(value as Channel)}
          data={Channel.options.map((value) => ({ value, label: t(`person.channels.${value}`) }))}
        />
        <SegmentedControl
          aria-label={t('person.purpose')}
          value={purpose}
          onChange={(value) => setPurpose(value as Purpose)}
          data={Purpose.options.map((value) => ({ value, label: t(`person.purposes.${value}`) }))}
        />
      </div>
      <Alert
        color={granted ? 'indigo' : 'var(--tl-warning)'}
        {...(!granted && { className: styles.warning, icon: <IconAlertTriangle aria-hidden /> })}
      >
        {t(granted ? 'person.grantsHelp' : 'person.withdrawsHelp')}
      </Alert>
      <MomentField
        label={t('person.saidAt')}
        calendar={calendar}
        format={t('format')}
        value={at}
        latest={openedAt}
        error={isAhead ? t('notice.past') : undefined}
        onChange={setAt}
      />
      <EvidenceField
        required
        placeholder={t(granted ? 'person.grantExample' : 'person.withdrawExample')}
        value={evidence}
        onChange={setEvidence}
      />
    </RecordFrame>
  );
}
