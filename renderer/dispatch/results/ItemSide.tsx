import { Button, SegmentedControl } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import sheet from '../sheet.module.css';
import { ItemStory } from './ItemStory.tsx';
import styles from './item-side.module.css';

const sides = ['message', 'story'] as const;
type Side = (typeof sides)[number];

type Props = Readonly<{
  item: ItemView | undefined /** The phone. */;
  children: ReactNode /** What a person may say of this item. */;
  settle?: ReactNode;
}>;

/** Of one recipient: what their phone shows, or what became of it step by step. */
export function ItemSide({ item, children, settle }: Props) {
  const { t } = useTranslation('dispatch');
  const showLead = useUiStore((state) => state.showLead);
  const [side, look] = useState<Side>('message');
  return (
    <aside className={sheet.preview}>
      {item && (
        <div className={styles.head}>
          <SegmentedControl
            size="xs"
            aria-label={t('side.label')}
            value={side}
            onChange={(value) => look(value as Side)}
            data={sides.map((value) => ({ value, label: t(`side.${value}`) }))}
          />
          {item.leadId !== undefined && (
            <Button
              variant="subtle"
              size="compact-xs"
              rightSection={<IconArrowUpRight size={13} aria-hidden />}
              onClick={() => showLead(item.leadId as string)}
            >
              {t('side.lead')}
            </Button>
          )}
        </div>
      )}
      {settle}
      {item && side === 'story' ? <ItemStory item={item} /> : children}
    </aside>
  );
}
