import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import { memo, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { LeadFilter } from '../../../contract/lead-filter.ts';
import { sameFilter } from '../../../domain/segmenting/same-filter.ts';
import { Pill } from '../../parts/Pill.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import { useUiStore } from '../../ui-state/store.ts';
import { isNarrowed } from '../filter-chips.ts';
import { DeletedNotice } from './DeletedNotice.tsx';
import { NameSegment } from './NameSegment.tsx';
import { SegmentChips } from './SegmentChips.tsx';
import { SegmentMenu } from './SegmentMenu.tsx';
import styles from './segments.module.css';
import { useSegmentActs } from './use-segment-acts.ts';

type Props = Readonly<{ desk: Desk; filter: LeadFilter }>;

/** Saved filters with what is in each now: one press asks for them, and a change of the filter is offered to be kept. */
export const SegmentBar = memo(function SegmentBar({ desk, filter }: Props) {
  const { t } = useTranslation('leads');
  const segmentId = useUiStore((state) => state.segmentId);
  const applySegment = useUiStore((state) => state.applySegment);
  const segments = useStream(useMemo(() => desk.segments$(), [desk]));
  const acts = useSegmentActs(desk);
  if (!segments) return null;

  const active = segments.find(({ id }) => id === segmentId);
  const changed = active !== undefined && !sameFilter(active.filter, filter);
  const names = segments.map(({ name }) => name);

  return (
    <section className={styles.bar} aria-label={t('segments.label')}>
      <IconBookmark className={styles.mark} size={15} stroke={1.7} aria-hidden />
      {segments.length === 0 && !acts.deleted && <span className={styles.quiet}>{t('segments.empty')}</span>}
      <SegmentChips segments={segments} activeId={active?.id} onPick={applySegment} />
      {active && <SegmentMenu segment={active} names={names} onRename={acts.rename} onDelete={acts.remove} />}
      {changed && (
        <>
          <Pill tone="warning">{t('segments.changed')}</Pill>
          <Button variant="default" size="compact-xs" onClick={() => acts.update(active.id, filter)}>
            {t('segments.update')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => applySegment(active)}>
            {t('segments.revert')}
          </Button>
        </>
      )}
      {isNarrowed(filter) && (!active || changed) && (
        <NameSegment label={t(active ? 'segments.saveNew' : 'segments.save')} names={names} onName={(name) => acts.save(name, filter)} />
      )}
      <DeletedNotice deleted={acts.deleted} onUndo={acts.restore} onClose={acts.forgetDeleted} />
      {acts.failed && (
        <span role="alert" className={styles.failed}>
          {t('segments.failed')}
        </span>
      )}
    </section>
  );
});
