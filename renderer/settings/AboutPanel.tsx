import { useTranslation } from 'react-i18next';
import { version } from '../../package.json';
import { LogoMark } from '../parts/Logo.tsx';
import { Panel } from '../parts/Panel.tsx';
import styles from './settings.module.css';

/** Which Talklens this is, and under which licences its parts are used. */
export function AboutPanel() {
  const { t } = useTranslation('settings');
  return (
    <Panel title={t('about.title')}>
      <div className={styles.about}>
        <LogoMark size={32} />
        <div>
          <strong>{t('about.version', { version })}</strong>
          <p className={styles.help}>{t('about.license')}</p>
          <p className={styles.help}>{t('about.parts')}</p>
        </div>
      </div>
    </Panel>
  );
}
