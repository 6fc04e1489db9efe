import { createInstance, type i18n } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui-state/preferences-slice.ts';
import { catalogues } from './catalogues.ts';
import { withAnd } from './with-and.ts';

/** Both languages are in the bundle, so that switching works offline and without a flash. React escapes what is interpolated. */
export async function openI18n(language: Language): Promise<i18n> {
  const instance = createInstance();
  await instance.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'ko',
    defaultNS: 'common',
    ns: Object.keys(catalogues.ko),
    resources: catalogues,
    interpolation: { escapeValue: false },
    initAsync: false,
  });
  instance.services.formatter?.add('and', (value: number) => withAnd(value));
  return instance;
}
