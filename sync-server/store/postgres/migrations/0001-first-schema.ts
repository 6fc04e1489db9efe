/**
 * As the embedded store's, but for the log, which has many writers. One statement that appends is one row of `append` and as many of
 * `fact`, which are written once and have their place in it, `ord`. Later, once, under the feed lock, the append is given the position of
 * its last fact, and all of them have theirs: dense, or by `ords` where the statement found some of its facts there already. `xid` is
 * the order in which appends of one placing get theirs; `workspace.placed` is the snapshot whose events all have one. `cluster` tells a
 * restored copy whose transaction numbers mean nothing. `writer` is whose transaction was the last to hold the feed lock and write.
 * `lead_fact.lead` is the first half of the SHA-256 of the lead's id, a fourth of its length in a row and an index entry an event.
 * `digest` has a row of 2 KiB a collection, which stays in its page and is not compressed (its bytes are as good as random), with room
 * beside it for the next ones: each transaction that writes writes it.
 * Messages are compressed by lz4 where PostgreSQL was built with it, which takes less time than its own way.
 * `audit` is the chain of `store/audit/chain.ts`, under a lock of its own: what is said in chats is appended without the feed lock.
 * Ids are compared by their bytes, whatever the database's own collation is.
 */
export const firstSchema = `
CREATE TABLE cluster (identifier text NOT NULL);

CREATE TABLE workspace (
  id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text COLLATE "C" NOT NULL UNIQUE,
  hmac_key bytea NOT NULL,
  last_position bigint NOT NULL DEFAULT 0,
  last_event bigint NOT NULL DEFAULT 0,
  cursor bigint NOT NULL DEFAULT 0,
  last_seq bigint NOT NULL DEFAULT 0,
  placed pg_snapshot NOT NULL DEFAULT '3:3:',
  writer text NOT NULL DEFAULT '',
  credential_changes bigint NOT NULL DEFAULT 0
);

CREATE TABLE epoch (
  workspace integer NOT NULL,
  number integer NOT NULL,
  epoch text COLLATE "C" NOT NULL,
  first_seq bigint NOT NULL,
  incarnation text NOT NULL,
  PRIMARY KEY (workspace, number),
  UNIQUE (workspace, epoch)
);

CREATE TABLE append (
  id uuid PRIMARY KEY,
  workspace integer NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  events boolean NOT NULL,
  facts integer NOT NULL,
  ords integer[],
  last_position bigint,
  seal bytea
);
CREATE INDEX append_arrival ON append (workspace, xid) WHERE events;
CREATE UNIQUE INDEX append_position ON append (workspace, last_position);

CREATE TABLE fact (
  append uuid NOT NULL,
  ord integer NOT NULL,
  workspace integer NOT NULL,
  fact_id text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  at bigint NOT NULL,
  received_at bigint NOT NULL,
  clamped integer NOT NULL,
  author text NOT NULL,
  digest text NOT NULL,
  body text NOT NULL,
  marks text NOT NULL,
  checksum bytea NOT NULL,
  PRIMARY KEY (append, ord),
  UNIQUE (workspace, fact_id)
);

CREATE TABLE audit (
  workspace integer NOT NULL,
  number bigint NOT NULL,
  fact_id text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  author text NOT NULL,
  at bigint NOT NULL,
  checksum bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (workspace, number)
);

CREATE TABLE personal (
  append uuid NOT NULL,
  ord integer NOT NULL,
  part integer NOT NULL,
  person text NOT NULL,
  sealed bytea NOT NULL,
  salt bytea NOT NULL,
  PRIMARY KEY (append, ord, part)
);

CREATE TABLE lead_fact (
  workspace integer NOT NULL,
  lead bytea NOT NULL,
  position bigint NOT NULL,
  PRIMARY KEY (workspace, lead, position)
);

CREATE TABLE document (
  workspace integer NOT NULL,
  collection text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  seq bigint,
  body text,
  PRIMARY KEY (workspace, collection, id)
);
CREATE UNIQUE INDEX document_seq ON document (workspace, collection, seq) WHERE seq IS NOT NULL;

CREATE TABLE digest (
  workspace integer NOT NULL,
  collection text COLLATE "C" NOT NULL,
  sums bytea NOT NULL,
  PRIMARY KEY (workspace, collection)
) WITH (fillfactor = 25);
ALTER TABLE digest ALTER sums SET STORAGE PLAIN;

CREATE TABLE outbox (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace integer NOT NULL,
  client text COLLATE "C" NOT NULL,
  messages text NOT NULL,
  first_position bigint,
  last_position bigint,
  width bigint,
  created_at bigint NOT NULL,
  done_at bigint
);
DO $$ BEGIN
  ALTER TABLE outbox ALTER messages SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END $$;
CREATE INDEX outbox_waiting ON outbox (workspace, client, id) WHERE done_at IS NULL;
CREATE INDEX outbox_answer ON outbox (workspace, client, width, first_position) WHERE width IS NOT NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;
CREATE INDEX outbox_age ON outbox (created_at) WHERE done_at IS NULL;

CREATE TABLE quarantine (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  workspace integer NOT NULL,
  id text COLLATE "C" NOT NULL,
  client text COLLATE "C" NOT NULL,
  topic text NOT NULL,
  code text NOT NULL,
  bytes bytea NOT NULL,
  received_at bigint NOT NULL,
  UNIQUE (workspace, id)
);
CREATE INDEX quarantine_age ON quarantine (received_at);

CREATE TABLE quarantine_count (
  workspace integer NOT NULL,
  client text COLLATE "C" NOT NULL,
  packets bigint NOT NULL,
  bytes bigint NOT NULL,
  beyond_cap bigint NOT NULL,
  PRIMARY KEY (workspace, client)
);

CREATE TABLE credential (
  workspace integer NOT NULL,
  kind text NOT NULL,
  name text COLLATE "C" NOT NULL,
  secret_hash text NOT NULL,
  added_at bigint NOT NULL,
  PRIMARY KEY (workspace, kind, name)
);
CREATE UNIQUE INDEX credential_token ON credential (secret_hash) WHERE kind = 'member';

CREATE TABLE model (
  workspace integer NOT NULL,
  hash text COLLATE "C" NOT NULL,
  kind text NOT NULL,
  made_at bigint NOT NULL,
  bytes bytea NOT NULL,
  PRIMARY KEY (workspace, hash)
);
`;
