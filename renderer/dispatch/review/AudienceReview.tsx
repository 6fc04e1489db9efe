import { Alert, Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Desk, DispatchReview } from '../../replica/desk.ts';
import styles from './audience-review.module.css';
import { ChangedPeople } from './ChangedPeople.tsx';

type Props = Readonly<{ desk: Desk; dispatchId: string; onReplaced: (dispatchId: string) => void }>;

/** A message whose audience changed before it could leave: who entered, who left, and what becomes of it. Nothing is sent until one is chosen. */
export function AudienceReview({ desk, dispatchId, onReplaced }: Props) {
  const { t } = useTranslation('dispatch');
  const review = useReview(desk, dispatchId);
  const [failed, setFailed] = useState(false);
  const [chosen, setChosen] = useState(false);
  if (!review) return null;

  const { entered, left, plan } = review;
  const choose = async (act: () => Promise<unknown>) => {
    setChosen(true);
    setFailed(false);
    await act().catch(() => {
      setChosen(false);
      setFailed(true);
    });
  };
  const sendToPresent = async () => onReplaced((await desk.sendToPresent(dispatchId, plan)).dispatchId);

  return (
    <Alert
      color="var(--tl-warning)"
      classNames={{ root: styles.review, message: styles.message }}
      icon={<IconUsers aria-hidden />}
      title={t('review.title')}
    >
      <p className={styles.text}>{t('review.text')}</p>
      <div className={styles.changes}>
        <ChangedPeople title={t('review.entered', { count: entered.length })} people={entered} />
        <ChangedPeople title={t('review.left', { count: left.length })} people={left} />
      </div>
      {failed && (
        <p role="alert" className={styles.failed}>
          {t('review.failed')}
        </p>
      )}
      <div className={styles.choices}>
        <Button size="compact-sm" disabled={chosen || plan.sendable === 0} onClick={() => void choose(sendToPresent)}>
          {t('review.present', { count: plan.sendable })}
        </Button>
        <Button size="compact-sm" variant="default" disabled={chosen} onClick={() => void choose(() => desk.sendAsComposed(dispatchId))}>
          {t('review.asComposed')}
        </Button>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          disabled={chosen}
          onClick={() => void choose(() => desk.discardDispatch(dispatchId))}
        >
          {t('review.discard')}
        </Button>
      </div>
    </Alert>
  );
}

/** As it is when looked at; what is shown is what is sent. */
function useReview(desk: Desk, dispatchId: string): DispatchReview | undefined {
  const [review, setReview] = useState<DispatchReview>();
  useEffect(() => {
    let asked = true;
    const answer = (found: DispatchReview | undefined) => asked && setReview(found);
    desk.reviewDispatch(dispatchId).then(answer, () => answer(undefined)); // a desk that is closing has nothing to show
    return () => {
      asked = false;
    };
  }, [desk, dispatchId]);
  return review;
}
