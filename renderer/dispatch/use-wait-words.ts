import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import type { WaitsFor } from './waits-for.ts';

/** What a dispatch waits for, in one short sentence. */
export function useWaitWords(): (waits: WaitsFor) => string {
  const { t } = useTranslation('dispatch');
  const format = useFormat();
  return ({ what, until }) => (until === undefined ? t(`waits.${what}`) : t(`waitsUntil.${what}`, { time: format.dateTime(until) }));
}
