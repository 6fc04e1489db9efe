import { Button, Popover } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Activity, WrittenGroup } from '../../contract/activity.ts';
import type { FailureCode } from '../../contract/failure.ts';
import type { UndoPlan } from '../replica/desk/lead-act.ts';
import type { Desk } from '../replica/desk.ts';
import { DeskError } from '../replica/desk-error.ts';
import { useUiStore } from '../ui-state/store.ts';
import type { Undoable } from '../ui-state/undo-slice.ts';
import styles from './take-back.module.css';

/** More leads than this are given back only after asking. */
const askAbove = 50;

type Reversible = Extract<Activity, { kind: 'patched' | 'settled' | 'requestsDecided' | 'requestsReevaluated' | 'undone' | 'policySet' }>;
type Props = Readonly<{ activity: Activity; desk: Pick<Desk, 'planUndo' | 'undo'> }>;

const reversible: ReadonlySet<Activity['kind']> = new Set([
  ...(['patched', 'settled', 'requestsDecided', 'requestsReevaluated', 'undone', 'policySet'] as const),
]);
const isReversible = (activity: Activity): activity is Reversible => reversible.has(activity.kind);

/** The way back beside an act of anybody's: a bulk as one, an undo as a redo. Absent for what cannot be taken back. */
export function TakeBack({ activity, desk }: Props) {
  return isReversible(activity) ? <TakeBackButton activity={activity} desk={desk} /> : null;
}

/** Says first how much it is, where that is much, and what is left as somebody has changed it since. */
function TakeBackButton({ activity, desk }: Readonly<{ activity: Reversible; desk: Props['desk'] }>) {
  const { t } = useTranslation('common');
  const did = useUiStore((state) => state.did);
  const [asked, ask] = useState<UndoPlan>();
  const [failed, setFailed] = useState<FailureCode>();
  const undoes = activity.kind === 'policySet' ? activity.id : (activity.batchId ?? activity.id);
  const words = t(isUndo(activity) ? 'undo.redo' : 'undo.action');

  const close = () => {
    ask(undefined);
    setFailed(undefined);
  };
  const takeBack = async () => {
    try {
      did(toUndoable(activity, await desk.undo({ undoes })));
      close();
    } catch (error) {
      setFailed(error instanceof DeskError ? error.code : 'replica.storage');
    }
  };
  const press = async () => {
    const plan = await desk.planUndo(undoes);
    if (plan.leads > askAbove || plan.leftAlone > 0 || plan.leads === 0) ask(plan);
    else await takeBack();
  };
  return (
    <Popover opened={asked !== undefined || failed !== undefined} onChange={close} width={280} trapFocus returnFocus withinPortal>
      <Popover.Target>
        <Button className={styles.button} variant="subtle" size="compact-xs" onClick={() => void press()}>
          {words}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={styles.question} aria-label={words}>
        <Question plan={asked} failed={failed} />
        <div className={styles.actions}>
          {asked && !failed && (
            <Button size="compact-sm" onClick={() => void takeBack()}>
              {words}
            </Button>
          )}
          <Button size="compact-sm" variant="default" onClick={close}>
            {t('close')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function Question({ plan, failed }: Readonly<{ plan: UndoPlan | undefined; failed: FailureCode | undefined }>) {
  const { t } = useTranslation(['common', 'failures']);
  if (failed) return <p>{t(`failures:${failed}`)}</p>;
  if (!plan) return null;
  return (
    <>
      <p>{plan.leads === 0 ? t('undo.planNothing') : t('undo.plan', { count: plan.leads })}</p>
      {plan.leftAlone > 0 && <p>{t('undo.planLeft', { count: plan.leftAlone })}</p>}
    </>
  );
}

/** What it takes back was itself taking something back. */
const isUndo = (activity: Reversible) => activity.kind === 'undone' || (activity.kind === 'policySet' && activity.undoes !== undefined);

const toUndoable = (activity: Reversible, undone: Awaited<ReturnType<Desk['undo']>>): Undoable => ({
  ...undone,
  ...whatOf(activity),
  way: isUndo(activity) ? 'redid' : 'undid',
});

/** What is taken back, as the toast names it. */
function whatOf(activity: Reversible): Pick<Undoable, 'changes' | 'policy' | 'decided'> {
  if (activity.kind === 'policySet') return { changes: [], policy: activity.became.id };
  if (activity.kind === 'requestsDecided') return { changes: [], decided: activity.outcome };
  if (activity.kind === 'requestsReevaluated') return { changes: [], decided: 'reevaluated' };
  return { changes: onceEach(activity.groups.map(toChange)) };
}

/** The audit has a group for each value that was there before; what was done to them is one change. */
function onceEach(changes: Undoable['changes']): Undoable['changes'] {
  return [...new Map(changes.map((change) => [JSON.stringify([change.field, change.to]), change])).values()];
}

/** The audit has no note text: that there was one is all that can be said. */
function toChange({ field, to, note }: WrittenGroup): Undoable['changes'][number] {
  const value = note && note !== 'removed' ? '…' : to;
  return { field, ...(value !== undefined && { to: value }) };
}
