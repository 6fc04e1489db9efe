import { Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textLimit } from '../../../../contract/text.ts';

type Props = Readonly<{ placeholder: string; required: boolean; value: string; onChange: (value: string) => void }>;

/** What proves it, in the marketer's words. */
export function EvidenceField({ placeholder, required, value, onChange }: Props) {
  const { t } = useTranslation('consents');
  return (
    <Textarea
      required={required}
      autosize
      minRows={2}
      maxRows={6}
      maxLength={textLimit}
      label={t('person.evidence')}
      description={t('person.evidenceHelp')}
      placeholder={placeholder}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
