import { ActionIcon, Menu, Popover } from '@mantine/core';
import { IconDots, IconEdit, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SegmentView } from '../../replica/desk/segment-view.ts';
import { NameForm } from './NameForm.tsx';

const iconPx = 15;

type Props = Readonly<{
  segment: SegmentView;
  /** Of all segments. */
  names: readonly string[];
  onRename: (segmentId: string, name: string) => void;
  onDelete: (segmentId: string) => void;
}>;

/** What can be done with the segment that is in use. */
export function SegmentMenu({ segment, names, onRename, onDelete }: Props) {
  const { t } = useTranslation('leads');
  const [renaming, setRenaming] = useState(false);
  const more = t('segments.more', { name: segment.name });

  return (
    <Popover opened={renaming} onChange={setRenaming} position="bottom-start" trapFocus returnFocus width={280}>
      <Popover.Target>
        <span>
          <Menu position="bottom-start" width={160}>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" size="sm" aria-label={more}>
                <IconDots size={iconPx} aria-hidden />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconEdit size={iconPx} aria-hidden />} onClick={() => setRenaming(true)}>
                {t('segments.rename')}
              </Menu.Item>
              <Menu.Item leftSection={<IconTrash size={iconPx} aria-hidden />} onClick={() => onDelete(segment.id)}>
                {t('segments.delete')}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('segments.rename')}>
        <NameForm
          key={segment.id}
          name={segment.name}
          names={names.filter((name) => name !== segment.name)}
          onName={(name) => {
            setRenaming(false);
            onRename(segment.id, name);
          }}
          onCancel={() => setRenaming(false)}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
