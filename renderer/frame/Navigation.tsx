import { Tooltip, UnstyledButton } from '@mantine/core';
import {
  IconChartDots3,
  IconChecklist,
  IconHistory,
  IconKeyboard,
  IconSend,
  IconSettings,
  IconUserCheck,
  IconUsers,
} from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { LogoMark, Wordmark } from '../parts/Logo.tsx';
import type { Screen } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './navigation.module.css';

const iconSize = 18;
const iconStroke = 1.7;

/** In the order of the keys 1 to 7. */
const places: readonly Readonly<{ screen: Screen; icon: ReactNode; keys: string }>[] = [
  { screen: 'overview', icon: <IconChartDots3 size={iconSize} stroke={iconStroke} />, keys: 'G O' },
  { screen: 'leads', icon: <IconUsers size={iconSize} stroke={iconStroke} />, keys: 'G L' },
  { screen: 'review', icon: <IconChecklist size={iconSize} stroke={iconStroke} />, keys: 'G R' },
  { screen: 'consents', icon: <IconUserCheck size={iconSize} stroke={iconStroke} />, keys: 'G C' },
  { screen: 'dispatch', icon: <IconSend size={iconSize} stroke={iconStroke} />, keys: 'G D' },
  { screen: 'activity', icon: <IconHistory size={iconSize} stroke={iconStroke} />, keys: 'G A' },
  { screen: 'settings', icon: <IconSettings size={iconSize} stroke={iconStroke} />, keys: 'G S' },
];

type Props = Readonly<{
  /** Values of mine that wait in the inbox. */
  overwritten: number;
  /** Requests that wait for a person. */
  waiting: number;
  /** What is owed to people by law and is due soon, or over. */
  owed: number;
  onHelp: () => void;
}>;

/** What waits behind a place, and how many. */
type Badge = Readonly<{ count: number; words: 'conflicts:notice.text' | 'review:waits' | 'consents:waits' }>;

/** The way between the screens: words beside icons, icons alone in a narrow window. */
export const Navigation = memo(function Navigation({ overwritten, waiting, owed, onHelp }: Props) {
  const { t } = useTranslation();
  const badges: Readonly<Partial<Record<Screen, Badge>>> = {
    activity: { count: overwritten, words: 'conflicts:notice.text' },
    review: { count: waiting, words: 'review:waits' },
    consents: { count: owed, words: 'consents:waits' },
  };

  return (
    <nav className={styles.navigation} aria-label={t('navigation')}>
      <div className={styles.brand}>
        <span className={styles.wide}>
          <Wordmark name={t('product')} />
        </span>
        <span className={styles.narrow}>
          <LogoMark />
        </span>
      </div>
      <ul className={styles.places}>
        {places.map((place) => (
          <li key={place.screen}>
            <Place {...place} badge={badges[place.screen]} />
          </li>
        ))}
      </ul>
      <Tooltip label={t('shortcuts.title')} position="right" classNames={{ tooltip: styles.narrowTip }}>
        <UnstyledButton className={styles.place} onClick={onHelp} aria-label={t('shortcuts.open')}>
          <IconKeyboard size={iconSize} stroke={iconStroke} />
          <span className={styles.word}>{t('shortcuts.title')}</span>
          <span className={styles.keys} aria-hidden="true">
            ?
          </span>
        </UnstyledButton>
      </Tooltip>
    </nav>
  );
});

function Place({ screen, icon, keys, badge }: (typeof places)[number] & Readonly<{ badge: Badge | undefined }>) {
  const { t } = useTranslation(['common', 'conflicts', 'review', 'consents']);
  const format = useFormat();
  const current = useUiStore((state) => state.screen === screen);
  const go = useUiStore((state) => state.go);
  const name = t(`screens.${screen}`);
  const shown = badge && badge.count > 0 ? badge : undefined;
  return (
    <Tooltip label={name} position="right" classNames={{ tooltip: styles.narrowTip }}>
      <UnstyledButton
        className={styles.place}
        aria-label={name}
        {...(shown && { 'aria-description': t(shown.words, { count: shown.count }) })}
        aria-current={current ? 'page' : undefined}
        onClick={() => go(screen)}
      >
        {icon}
        <span className={styles.word}>{name}</span>
        <span className={styles.keys} aria-hidden="true">
          {keys}
        </span>
        {shown && (
          <span className={styles.badge} aria-hidden="true">
            {format.number(shown.count)}
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}
