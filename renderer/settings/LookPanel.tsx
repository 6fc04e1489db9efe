import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Panel } from '../parts/Panel.tsx';
import { densities } from '../theme/density.ts';
import { colourSchemes, languages } from '../ui-state/preferences-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { SettingRow } from './SettingRow.tsx';

/** Language, theme and density: they take effect at once and stay on this machine. */
export function LookPanel() {
  const { t } = useTranslation('settings');
  const { language, colourScheme, density, prefer } = useUiStore();
  return (
    <Panel title={t('look.title')}>
      <SettingRow label={t('look.language')}>
        <SegmentedControl
          aria-label={t('look.language')}
          value={language}
          onChange={(value) => prefer({ language: value })}
          data={languages.map((value) => ({ value, label: t(`look.${value}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('look.theme')}>
        <SegmentedControl
          aria-label={t('look.theme')}
          value={colourScheme}
          onChange={(value) => prefer({ colourScheme: value })}
          data={colourSchemes.map((value) => ({ value, label: t(`look.${value}`) }))}
        />
      </SettingRow>
      <SettingRow label={t('look.density')}>
        <SegmentedControl
          aria-label={t('look.density')}
          value={density}
          onChange={(value) => prefer({ density: value })}
          data={densities.map((value) => ({ value, label: t(`look.${value}`) }))}
        />
      </SettingRow>
    </Panel>
  );
}
