import { MantineProvider } from '@mantine/core';
import type { i18n } from 'i18next';
import { type ReactNode, useEffect, useState } from 'react';
import { I18nextProvider } from 'react-i18next';
import { cssVariablesResolver } from '../theme/css-variables.ts';
import { theme } from '../theme/theme.ts';
import { useUiStore } from '../ui-state/store.ts';
import { createColourSchemeManager } from './colour-scheme-manager.ts';

type Props = Readonly<{
  i18n: i18n;
  /** Of this page's response; every style tag made at run time carries it, or the CSP refuses it. */
  nonce: string;
  children: ReactNode;
}>;

/** Theme and words, following the preferences as they change. */
export function Providers({ i18n, nonce, children }: Props) {
  const [colourSchemeManager] = useState(createColourSchemeManager);
  useDocumentPreferences(i18n);

  return (
    <I18nextProvider i18n={i18n}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariablesResolver}
        colorSchemeManager={colourSchemeManager}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
      >
        {children}
      </MantineProvider>
    </I18nextProvider>
  );
}

function useDocumentPreferences(i18n: i18n): void {
  const language = useUiStore((state) => state.language);
  const density = useUiStore((state) => state.density);

  useEffect(() => {
    document.documentElement.lang = language;
    void i18n.changeLanguage(language);
  }, [i18n, language]);

  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}
