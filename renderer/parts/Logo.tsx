import styles from './logo.module.css';

/** A speech bubble whose inside is a lens. Drawn, not typed: the mark is decoration beside the name. */
export function LogoMark({ size = 24 }: Readonly<{ size?: number }>) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden="true" className={styles.mark}>
      <path
        d="M12 2.5c-5.5 0-9.5 3.7-9.5 8.6 0 2.9 1.4 5.3 3.6 6.9v3.1c0 .5.5.7.9.4l2.7-2c.7.1 1.5.2 2.3.2 5.5 0 9.5-3.7 9.5-8.6s-4-8.6-9.5-8.6Z"
        className={styles.bubble}
      />
      <circle cx="12" cy="11.1" r="4.1" className={styles.lens} />
      <path d="M10.1 10.2c.3-.8 1-1.3 1.9-1.4" className={styles.glint} />
    </svg>
  );
}

/** The mark with the name; the name alone is read aloud. */
export function Wordmark({ name }: Readonly<{ name: string }>) {
  return (
    <span className={styles.wordmark}>
      <LogoMark />
      <span className={styles.name}>{name}</span>
    </span>
  );
}
