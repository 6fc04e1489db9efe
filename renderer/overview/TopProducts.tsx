import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/use-format.ts';
import { Panel } from '../parts/Panel.tsx';
import type { Overview } from '../replica/desk/day-totals.ts';
import { seriesOrder, seriesVariable } from '../theme/chart-palette.ts';
import { useUiStore } from '../ui-state/store.ts';
import styles from './top-products.module.css';

type TopProduct = Overview['topProducts'][number];

/** What the replica ranks by first, so the only column with a bar. */
const ranking = 'requests';

/** What people wanted most in these days. A row opens its leads. */
export function TopProducts({ products }: Readonly<{ products: readonly TopProduct[] }>) {
  const { t } = useTranslation(['overview', 'common']);
  return (
    <Panel title={t('overview:products.title')} flush>
      {products.length === 0 ? (
        <p className={styles.none}>{t('overview:products.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col" className={styles.columnHead}>
                {t('overview:products.product')}
              </th>
              {seriesOrder.map((series) => (
                <th key={series} scope="col" className={`${styles.columnHead} ${styles.count}`}>
                  {t(`common:series.${series}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {products.map((product) => (
              <ProductRow key={product.productId} product={product} most={mostOf(products)} />
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

const mostOf = (products: readonly TopProduct[]): number => Math.max(1, ...products.map((product) => product[ranking]));

function ProductRow({ product, most }: Readonly<{ product: TopProduct; most: number }>) {
  const { t } = useTranslation('overview');
  const format = useFormat();
  const name = product.name ?? product.productId;
  const show = () => {
    const { clear, narrow, go } = useUiStore.getState();
    clear();
    narrow({ products: [product.productId] });
    go('leads');
  };
  return (
    <tr className={styles.row}>
      <th scope="row" className={`${styles.cell} ${styles.name}`}>
        <UnstyledButton className={styles.product} onClick={show} aria-label={t('products.open', { product: name })}>
          {name}
        </UnstyledButton>
      </th>
      {seriesOrder.map((series) => (
        <td key={series} className={`${styles.cell} ${styles.count}`} data-zero={product[series] === 0 || undefined}>
          {series === ranking && (
            <span
              className={styles.bar}
              style={{ width: `calc((100% - 32px) * ${product[ranking] / most})`, background: `var(${seriesVariable(ranking)})` }}
            />
          )}
          <span className={styles.figure}>{format.number(product[series])}</span>
        </td>
      ))}
    </tr>
  );
}
