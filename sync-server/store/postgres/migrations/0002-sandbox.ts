/** What the sandbox's phones showed; a row without `shown_at` is an attempt that a look-up has ruled out. */
export const sandbox = `
CREATE TABLE sandbox_attempt (
  number bigint GENERATED ALWAYS AS IDENTITY,
  workspace integer NOT NULL,
  item_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  user_id text,
  shown_at bigint,
  message text,
  PRIMARY KEY (workspace, item_id, attempt)
);
CREATE INDEX sandbox_shown ON sandbox_attempt (workspace, number) WHERE shown_at IS NOT NULL;
`;
