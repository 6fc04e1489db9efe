import { useTranslation } from 'react-i18next';
import { useFormat } from '../../i18n/use-format.ts';
import type { PlannedRecipient } from '../../replica/desk/dispatch-plan.ts';
import sheet from '../sheet.module.css';
import styles from './plan-people.module.css';

export const recipientLinePx = 54;

type Props = Readonly<{ recipient: PlannedRecipient; productName: (id: string) => string }>;

/** One person of the plan: what they get with the reason, or why they get nothing. */
export function RecipientLine({ recipient, productName }: Props) {
  const { t } = useTranslation(['dispatch', 'failures']);
  const format = useFormat();
  const { userId, name, leadIds, products, skipped } = recipient;
  const [first] = products;

  return (
    <div className={styles.recipient}>
      <div className={sheet.who}>
        <span className={sheet.name}>{name ?? userId}</span>
        <span className={sheet.id}>{[name && userId, t('compose.leads', { count: leadIds.length })].filter(Boolean).join(' · ')}</span>
      </div>
      {skipped ? (
        <span className={styles.why}>{t(`failures:${skipped}`)}</span>
      ) : (
        <div className={sheet.who}>
          {first && (
            <span className={sheet.name} title={products.map((product) => product.name).join(', ')}>
              {first.name} <span className={styles.krw}>{format.krw(first.discountKrw ?? first.priceKrw)}</span>{' '}
              {products.length > 1 && <span className={styles.krw}>{t('compose.more', { count: products.length - 1 })}</span>}
            </span>
          )}
          <span className={sheet.id}>
            <Because because={recipient.because} productName={productName} />
          </span>
        </div>
      )}
    </div>
  );
}

/** Absent where the marketer chose the product. */
function Because({
  because,
  productName,
}: Readonly<{ because: PlannedRecipient['because'] | undefined; productName: Props['productName'] }>) {
  const { t } = useTranslation('dispatch');
  if (!because) return t('because.chosen');
  if (because.kind === 'alsoAsked') return t('because.alsoAsked', { product: productName(because.productId), count: because.users });
  return t(`because.${because.kind}`);
}
