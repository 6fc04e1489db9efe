import { IconLogin2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { FailureCode } from '../../contract/failure.ts';
import { GatePage } from '../frame/Gate.tsx';

/** The desk without a way in: why, and where the address with a code comes from. */
export function SignInPage({ code }: Readonly<{ code: FailureCode }>) {
  const { t } = useTranslation(['common', 'failures']);
  return (
    <GatePage
      icon={<IconLogin2 size={22} />}
      title={t('common:signIn.title')}
      body={code === 'auth.missing' ? t('common:signIn.noCode') : t(`failures:${code}`)}
    >
      <p>{t('common:signIn.how')}</p>
      <p>{t('common:signIn.again')}</p>
    </GatePage>
  );
}
