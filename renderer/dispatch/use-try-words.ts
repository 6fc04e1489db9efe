import { useTranslation } from 'react-i18next';
import type { ItemView } from '../replica/desk.ts';

/** Who waits for another try, having been tried: by which code the last one ended, where there is one. */
export function triedInVain({ history }: Pick<ItemView, 'history'>): Readonly<{ code?: string }> | undefined {
  const last = history.at(-1);
  const tried = last?.step === 'eligible' ? history.at(-2) : last; // who is tried again is looked at once more before
  return tried?.step === 'released' ? { ...(tried.code !== undefined && { code: tried.code }) } : undefined;
}

/** What a code of our own means; a provider's is said as it came. */
export function useCodeWords(): (code: string | undefined) => string | undefined {
  const { t, i18n } = useTranslation('dispatch');
  return (code) => (code !== undefined && i18n.exists(`dispatch:ownCode.${code}`) ? t(`ownCode.${code as 'IMAGE_UNREAD'}`) : undefined);
}
