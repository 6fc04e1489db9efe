import { useTranslation } from 'react-i18next';
import type { Sending } from '../../../contract/sending.ts';
import { useFormat } from '../../i18n/use-format.ts';
import { Pill } from '../../parts/Pill.tsx';
import { SettingRow } from '../SettingRow.tsx';

type Props = Readonly<{ list: NonNullable<Sending['optOuts']> /** Epoch ms. */; now: number }>;

/** When the provider's own list of people who refused was last taken over. */
export function OptOutRow({ list, now }: Props) {
  const { t } = useTranslation('sending');
  const format = useFormat();
  return (
    <SettingRow label={t('optOuts.label')} help={t('optOuts.help')}>
      {list.failing && (
        <Pill tone="warning" dot>
          {t('optOuts.failing')}
        </Pill>
      )}
      {list.readAt === undefined ? t('optOuts.never') : t('optOuts.read', { age: format.ago(list.readAt, now) })}
    </SettingRow>
  );
}
