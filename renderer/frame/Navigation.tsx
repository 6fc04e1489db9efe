import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconChartDots3, IconHistory, IconKeyboard, IconSend, IconSettings, IconUsers } from '@tabler/icons-react';
import { memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { LogoMark, Wordmark } from '../parts/Logo.tsx';
import type { Screen } from '../ui-state/navigation-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './navigation.module.css';

const iconSize = 18;
const iconStroke = 1.7;

/** In the order of the keys 1 to 5. */
const places: readonly Readonly<{ screen: Screen; icon: ReactNode; keys: string }>[] = [
  { screen: 'overview', icon: <IconChartDots3 size={iconSize} stroke={iconStroke} />, keys: 'G O' },
  { screen: 'leads', icon: <IconUsers size={iconSize} stroke={iconStroke} />, keys: 'G L' },
  { screen: 'dispatch', icon: <IconSend size={iconSize} stroke={iconStroke} />, keys: 'G D' },
  { screen: 'activity', icon: <IconHistory size={iconSize} stroke={iconStroke} />, keys: 'G A' },
  { screen: 'settings', icon: <IconSettings size={iconSize} stroke={iconStroke} />, keys: 'G S' },
];

type Props = Readonly<{ /** Values of mine that wait in the inbox. */ overwritten: number; onHelp: () => void }>;

/** The way between the screens: words beside icons, icons alone in a narrow window. */
export const Navigation = memo(function Navigation({ overwritten, onHelp }: Props) {
  const { t } = useTranslation();

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
            <Place {...place} badge={place.screen === 'activity' ? overwritten : 0} />
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

function Place({ screen, icon, keys, badge }: (typeof places)[number] & Readonly<{ badge: number }>) {
  const { t } = useTranslation(['common', 'conflicts']);
  const format = useFormat();
  const current = useUiStore((state) => state.screen === screen);
  const go = useUiStore((state) => state.go);
  const name = t(`screens.${screen}`);
  return (
    <Tooltip label={name} position="right" classNames={{ tooltip: styles.narrowTip }}>
      <UnstyledButton
        className={styles.place}
        aria-label={name}
        {...(badge > 0 && { 'aria-description': t('conflicts:notice.text', { count: badge }) })}
        aria-current={current ? 'page' : undefined}
        onClick={() => go(screen)}
      >
        {icon}
        <span className={styles.word}>{name}</span>
        <span className={styles.keys} aria-hidden="true">
          {keys}
        </span>
        {badge > 0 && (
          <span className={styles.badge} aria-hidden="true">
            {format.number(badge)}
          </span>
        )}
      </UnstyledButton>
    </Tooltip>
  );
}
