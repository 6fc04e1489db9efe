import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { kstDay } from '../../../../domain/time/kst.ts';
import { useFormat } from '../../../i18n/use-format.ts';
import { Pill } from '../../../parts/Pill.tsx';
import { useNow } from '../../../parts/use-now.ts';
import type { PersonConsents } from '../../../replica/desk/person-consents.ts';
import { useUiStore } from '../../../ui-state/store.ts';
import drawer from '../drawer.module.css';

type State = PersonConsents['states'][number];

const dayMs = 86_400_000;

/** The newest word on each purpose and channel, KakaoTalk advertising always, and what else counts when a message may leave. */
export function ConsentStates({ known }: Readonly<{ known: PersonConsents | undefined }>) {
  const { t } = useTranslation('consents');
  const states = known?.states ?? [];
  const isAnswered = states.some(({ purpose, channel }) => purpose === 'ad' && channel === 'kakao');
  return (
    <dl className={drawer.facts}>
      {!isAnswered && (
        <>
          <dt>{t('subject.ad.kakao')}</dt>
          <dd>
            <Pill>{t('person.never')}</Pill>
          </dd>
        </>
      )}
      {states.map((state) => (
        <StateLine key={`${state.purpose} ${state.channel}`} state={state} />
      ))}
      {known?.minor && <MinorLine minor={known.minor} />}
      <Purchases transactions={known?.transactions ?? []} />
      <Untold count={known?.untold.length ?? 0} />
    </dl>
  );
}

function StateLine({ state: { purpose, channel, granted, at, confirmedAt, reconfirmBy } }: Readonly<{ state: State }>) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  const today = kstDay(useNow(dayMs));
  const isOver = reconfirmBy !== undefined && today >= reconfirmBy;
  return (
    <>
      <dt>{t(`subject.${purpose}.${channel}`)}</dt>
      <dd>
        <Pill tone={!granted ? 'negative' : isOver ? 'warning' : 'positive'}>{t(granted ? 'person.granted' : 'person.withdrawn')}</Pill>
        <span className={drawer.quiet}>
          {t('person.since', { day: format.date(kstDay(at)) })}
          {confirmedAt !== undefined && ` · ${t('person.confirmed', { day: format.date(kstDay(confirmedAt)) })}`}
          {reconfirmBy !== undefined && ` · ${t(isOver ? 'person.over' : 'person.until', { day: format.date(reconfirmBy) })}`}
        </span>
      </dd>
    </>
  );
}

function MinorLine({ minor: { under14, guardianAgreed } }: Readonly<{ minor: NonNullable<PersonConsents['minor']> }>) {
  const { t } = useTranslation('consents');
  const standing = !under14 ? 'notUnder14' : guardianAgreed ? 'guardianAgreed' : 'under14';
  return (
    <>
      <dt>{t('person.age')}</dt>
      <dd>
        <Pill tone={standing === 'under14' ? 'negative' : 'neutral'}>{t(`person.did.${standing}`)}</Pill>
      </dd>
    </>
  );
}

function Purchases({ transactions }: Pick<PersonConsents, 'transactions'>) {
  const { t } = useTranslation('consents');
  const format = useFormat();
  return transactions.map(({ category, endedAt }) => [
    <dt key={`${category} name`}>{t('person.purchase')}</dt>,
    <dd key={category}>
      {category} <span className={drawer.quiet}>{format.date(kstDay(endedAt))}</span>
    </dd>,
  ]);
}

/** What they said and were not told the result of yet is done at its own place. */
function Untold({ count }: Readonly<{ count: number }>) {
  const { t } = useTranslation('consents');
  const go = useUiStore((state) => state.go);
  if (count === 0) return null;
  return (
    <>
      <dt>{t('kind.notice')}</dt>
      <dd>
        <Anchor component="button" type="button" size="sm" onClick={() => go('consents')}>
          {t('person.untold', { count })}
        </Anchor>
      </dd>
    </>
  );
}
