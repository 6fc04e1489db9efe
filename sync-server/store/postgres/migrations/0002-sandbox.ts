/** What the sandbox took, and its phones showed; a row without `taken_at` is an attempt that a look-up has ruled out. */
export const sandbox = `
CREATE TABLE sandbox_attempt (
  number bigint GENERATED ALWAYS AS IDENTITY,
  workspace integer NOT NULL,
  item_id text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  user_id text,
  taken_at bigint,
  ending text,
  shown boolean NOT NULL DEFAULT false,
  message text,
  PRIMARY KEY (workspace, item_id, attempt)
);
CREATE INDEX sandbox_shown ON sandbox_attempt (workspace, number) WHERE shown;
CREATE INDEX sandbox_taken ON sandbox_attempt (workspace, taken_at) WHERE taken_at IS NOT NULL;
`;
