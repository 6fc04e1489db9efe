import { Button } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../contract/product.ts';
import type { Recommendation } from '../../../domain/recommendation/recommend.ts';
import { useFormat } from '../../i18n/use-format.ts';
import styles from './drawer.module.css';

type Props = Readonly<{ recommendation: Recommendation | undefined; products: ReadonlyMap<string, Product>; onSend: () => void }>;

/** What to offer next, and the reason in one sentence. */
export function RecommendationSection({ recommendation, products, onSend }: Props) {
  const { t } = useTranslation('leads');
  const product = recommendation && products.get(recommendation.productId);

  return (
    <section className={styles.section} aria-label={t('recommendation.title')}>
      <h3 className={styles.heading}>{t('recommendation.title')}</h3>
      {recommendation ? (
        <div className={styles.card}>
          <div className={styles.cardText}>
            <div className={styles.cardName}>{product?.name ?? recommendation.productId}</div>
            {product && <Price product={product} />}
            <Because recommendation={recommendation} products={products} />
          </div>
          <Button leftSection={<IconSend size={14} aria-hidden />} onClick={onSend}>
            {t('recommendation.send')}
          </Button>
        </div>
      ) : (
        <p className={styles.quiet}>
          {t('recommendation.none')}. {t('recommendation.noneText')}
        </p>
      )}
    </section>
  );
}

function Because({ recommendation: { because }, products }: Readonly<{ recommendation: Recommendation; products: Props['products'] }>) {
  const { t } = useTranslation('leads');
  const words =
    because.kind === 'alsoAsked'
      ? t('recommendation.alsoAsked', { product: products.get(because.productId)?.name ?? because.productId, count: because.users })
      : t(`recommendation.${because.kind}`);
  return <p className={styles.because}>{words}</p>;
}

/** The price to pay, and the one before it where there is a discount. */
function Price({ product }: Readonly<{ product: Product }>) {
  const format = useFormat();
  if (product.discountKrw === undefined) return <div>{format.krw(product.priceKrw)}</div>;
  return (
    <div>
      {format.krw(product.discountKrw)} <span className={styles.old}>{format.krw(product.priceKrw)}</span>
    </div>
  );
}
