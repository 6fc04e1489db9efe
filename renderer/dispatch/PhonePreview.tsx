import { IconChevronLeft, IconMenu2, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { KakaoMessage } from '../../contract/dispatch.ts';
import { buttonLabel } from '../../domain/dispatching/content/bubble.ts';
import { formatOf } from '../i18n/format.ts';
import styles from './phone-preview.module.css';

/** The phone is a Korean customer's, whatever the language of the desk. */
const inKorean = { lng: 'ko' } as const;
const format = formatOf('ko');

/** Soft grounds for pictures that are not loaded: a product keeps its own. */
const grounds = 6;

type Props = Readonly<{
  /** Absent where nothing is sent. */
  message: KakaoMessage | undefined;
  /** Who writes, where the message does not say it: the shop. */
  sender: string;
  /** Epoch ms, as the phone's clock. */
  at: number;
  caption: string;
}>;

/**
 * The message as a phone shows it: a chat of our own drawing, the same in light and dark, because the phone is not ours. Words are
 * text and nothing else; pictures are not fetched, so looking at a message tells nobody.
 */
export function PhonePreview({ message, sender, at, caption }: Props) {
  const { t } = useTranslation('dispatch');
  const from = message?.senderName ?? sender;

  return (
    <figure className={styles.figure} aria-label={t('preview.label')}>
      <div className={styles.phone} lang="ko">
        <div className={styles.clock} aria-hidden>
          {format.time(at)}
        </div>
        <div className={styles.chatHead}>
          <IconChevronLeft size={18} aria-hidden />
          <strong>{from}</strong>
          <IconMenu2 size={17} aria-hidden />
        </div>
        <div className={styles.chat}>
          {!message && <p className={styles.nothing}>{t('preview.empty')}</p>}
          {message && (
            <>
              <span className={styles.face} aria-hidden>
                {[...from][0]}
              </span>
              <div className={styles.said}>
                <span className={styles.sender}>{from}</span>
                <div className={styles.line}>
                  <p className={styles.bubble}>{message.text}</p>
                  <time className={styles.time}>{format.time(at)}</time>
                </div>
                {message.cards.length > 0 && (
                  <ul className={styles.cards} aria-label={t('preview.cards')}>
                    {message.cards.map((card) => (
                      <Card key={card.productId} card={card} />
                    ))}
                  </ul>
                )}
              </div>
            </>
          )}
        </div>
      </div>
      <figcaption className={styles.caption}>{caption}</figcaption>
    </figure>
  );
}

function Card({ card }: Readonly<{ card: KakaoMessage['cards'][number] }>) {
  const { t } = useTranslation('dispatch', inKorean);
  return (
    <li className={styles.card}>
      <div
        className={styles.picture}
        data-ground={groundOf(card.productId)}
        role="img"
        aria-label={t('preview.picture', { name: card.name })}
      >
        <IconPhoto size={26} stroke={1.4} aria-hidden />
      </div>
      <div className={styles.cardBody}>
        <div className={styles.cardName}>{card.name}</div>
        <Price card={card} />
      </div>
      <span className={styles.cardButton}>{buttonLabel}</span>
    </li>
  );
}

function Price({ card: { priceKrw, discountKrw } }: Readonly<{ card: KakaoMessage['cards'][number] }>) {
  const { t } = useTranslation('dispatch', inKorean);
  if (discountKrw === undefined) return <strong className={styles.price}>{format.krw(priceKrw)}</strong>;
  return (
    <>
      <div className={styles.was}>
        <span className={styles.hidden}>{t('preview.was', { price: '' })}</span>
        <s>{format.krw(priceKrw)}</s>
      </div>
      <strong className={styles.price}>
        <span className={styles.off}>{t('preview.off', { percent: format.percent(1 - discountKrw / priceKrw) })}</span>{' '}
        {format.krw(discountKrw)}
      </strong>
    </>
  );
}

/** The same product has the same ground on every desk. */
const groundOf = (productId: string) => [...productId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % grounds;
