import { Alert, Button, Loader } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DecisionRules } from '../../../contract/policy/decision-policy.ts';
import { Panel } from '../../parts/Panel.tsx';
import { useStream } from '../../parts/use-stream.ts';
import type { Desk } from '../../replica/desk.ts';
import type { DecisionPreview } from '../../replica/requests/decision-preview.ts';
import { useUiStore } from '../../ui-state/store.ts';
import layout from '../score/policy.module.css';
import { ChangeList } from './ChangeList.tsx';
import styles from './decision.module.css';

type Props = Readonly<{
  desk: Pick<Desk, 'previewDecisions$' | 'reevaluate'>;
  rules: DecisionRules;
  /** They are being changed and are not published. */
  isDraft: boolean;
}>;

/** A choice is not answered at every key. */
const settleMs = 200;

/** Which of the newest requests stand otherwise than these rules say; those that are published can be applied to all of them. */
export function DecisionEffect({ desk, rules, isDraft }: Props) {
  const { t } = useTranslation('decision');
  const [settled] = useDebouncedValue(rules, settleMs);
  const preview = useStream(useMemo(() => desk.previewDecisions$(settled), [desk, settled]));
  return (
    <Panel
      title={t(isDraft ? 'effect.title' : 'effect.titleNow')}
      aside={preview?.asking && <Loader size={14} aria-label={t('effect.asking')} />}
    >
      {preview && (
        <>
          <p className={layout.moved} role="status">
            {summary(preview, isDraft, t)}
          </p>
          <Caveats preview={preview} />
          <ChangeList changes={preview.changes} />
          {isDraft ? (
            preview.changes.length > 0 && <p className={layout.help}>{t('effect.publishFirst')}</p>
          ) : (
            <ApplyToAll desk={desk} preview={preview} />
          )}
        </>
      )}
    </Panel>
  );
}

function summary(
  { requests, changes: { length: count } }: DecisionPreview,
  isDraft: boolean,
  t: ReturnType<typeof useTranslation<'decision'>>['t'],
): string {
  if (count === 0) return t(isDraft ? 'effect.noneDraft' : 'effect.none', { requests });
  return t(isDraft ? 'effect.changes' : 'effect.changesNow', { count, requests });
}

/** What the preview does not change, and what it cannot tell. */
function Caveats({ preview: { byPeople, unknown, asked, asking } }: Readonly<{ preview: DecisionPreview }>) {
  const { t } = useTranslation('decision');
  return (
    <>
      {byPeople > 0 && <p className={layout.help}>{t('effect.byPeople', { count: byPeople })}</p>}
      {unknown > 0 && !asking && <p className={layout.help}>{t(asked ? 'effect.erased' : 'effect.unknown', { count: unknown })}</p>}
    </>
  );
}

/** One act for every request so far, undone as one; offline too. */
function ApplyToAll({ desk, preview: { changes, unknown, asked } }: Readonly<{ desk: Props['desk']; preview: DecisionPreview }>) {
  const { t } = useTranslation('decision');
  const did = useUiStore((state) => state.did);
  const [failed, setFailed] = useState(false);
  const apply = () =>
    desk.reevaluate().then(
      (done) => {
        setFailed(false);
        did({ ...done, changes: [], decided: 'reevaluated' });
      },
      () => setFailed(true),
    );
  if (changes.length === 0 && (unknown === 0 || asked)) return null;
  return (
    <div className={styles.apply}>
      <Button fullWidth onClick={() => void apply()}>
        {t('effect.apply')}
      </Button>
      <p className={layout.help}>{t('effect.applyHelp')}</p>
      {failed && <Alert color="red">{t('effect.failed')}</Alert>}
    </div>
  );
}
