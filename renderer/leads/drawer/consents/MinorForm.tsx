import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MarkMinor } from '../../../../contract/command/mark-minor.ts';
import type { PersonConsents } from '../../../replica/desk/person-consents.ts';
import drawer from '../drawer.module.css';
import { EvidenceField } from './EvidenceField.tsx';
import { RecordFrame } from './RecordFrame.tsx';

type Props = Readonly<{
  known: PersonConsents['minor'] | undefined;
  onRecord: (said: Omit<MarkMinor, 'kind' | 'userId'>) => void;
  onCancel: () => void;
}>;

/** Whether they are under 14, and what proves that a guardian has agreed. */
export function MinorForm({ known, onRecord, onCancel }: Props) {
  const { t } = useTranslation('consents');
  const [under14, setUnder14] = useState(known?.under14 ?? true);
  const [evidence, setEvidence] = useState('');
  const guardian = under14 && evidence.trim() !== '' ? { guardianEvidence: evidence.trim() } : {};
  return (
    <RecordFrame title={t('person.records.minor')} isReady onRecord={() => onRecord({ under14, ...guardian })} onCancel={onCancel}>
      <SegmentedControl
        aria-label={t('person.age')}
        value={under14 ? 'under14' : 'notUnder14'}
        onChange={(value) => setUnder14(value === 'under14')}
        data={(['under14', 'notUnder14'] as const).map((value) => ({ value, label: t(`person.ages.${value}`) }))}
      />
      <p className={drawer.quiet}>{t(under14 ? 'person.under14Help' : 'person.notUnder14Help')}</p>
      {under14 && <EvidenceField required={false} placeholder={t('person.guardianExample')} value={evidence} onChange={setEvidence} />}
    </RecordFrame>
  );
}
