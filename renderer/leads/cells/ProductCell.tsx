import type { LeadRow } from '../../replica/desk/lead-view.ts';
import styles from './cells.module.css';

/** The product's name, or its id while the catalogue has not said it. */
export function ProductCell({ lead }: { lead: LeadRow }) {
  const name = lead.productName ?? lead.productId;
  return (
    <span className={styles.ellipsis} title={name}>
      {name}
    </span>
  );
}
