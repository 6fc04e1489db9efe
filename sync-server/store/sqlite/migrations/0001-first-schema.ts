/**
 * Rows that change with every event are found by small numbers, so that a page holds many of them and is written once for all.
 *
 * `fact_place` says where a fact stands, by `stored-fact-id.ts`. Ids are random, so it is written in bulk: the events after
 * `workspace.indexed` are not in it yet. Facts of every other kind are in it at once.
 * `document` holds the read models and the change feed in one row: `body` is derived, `seq` and the tombstone (a `body` of
 * NULL) are not, so a rebuild rewrites bodies and never drops rows. Internal documents have no `seq`. `number` is the row's for
 * good; `lead_fact` names a lead by it.
 * `digest` has the sums of a collection's buckets (`store/stored-sums.ts`), in one row that fits a page: a transaction writes it once a collection.
 * `outbox_messages` stands apart, since a row is written again when it is done, and its messages are many.
 * `model` holds learned files, which no rebuild makes again; the small columns come first, so that a look at them reads no file.
 * `audit` is the chain of `store/audit/chain.ts`; its hashes are kept as bytes.
 * `outbox.width` is how many positions a row answers, rounded up to a class of `answer-width.ts`.
 */
export const firstSchema = `
CREATE TABLE workspace (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  hmac_key BLOB NOT NULL,
  last_position INTEGER NOT NULL DEFAULT 0,
  last_event INTEGER NOT NULL DEFAULT 0,
  cursor INTEGER NOT NULL DEFAULT 0,
  indexed INTEGER NOT NULL DEFAULT 0,
  last_seq INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE epoch (
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  epoch TEXT NOT NULL,
  first_seq INTEGER NOT NULL,
  PRIMARY KEY (workspace, number),
  UNIQUE (workspace, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact (
  workspace INTEGER NOT NULL,
  position INTEGER NOT NULL,
  fact_id ANY NOT NULL,
  kind TEXT NOT NULL,
  at INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  clamped INTEGER NOT NULL,
  author TEXT NOT NULL,
  digest BLOB NOT NULL,
  body TEXT NOT NULL,
  marks TEXT NOT NULL,
  checksum BLOB NOT NULL,
  PRIMARY KEY (workspace, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE fact_place (
  workspace INTEGER NOT NULL,
  fact_id ANY NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (workspace, fact_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  workspace INTEGER NOT NULL,
  number INTEGER NOT NULL,
  fact_id TEXT NOT NULL,
  kind TEXT NOT NULL,
  author TEXT NOT NULL,
  at INTEGER NOT NULL,
  checksum BLOB NOT NULL,
  hash BLOB NOT NULL,
  PRIMARY KEY (workspace, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE personal (
  workspace INTEGER NOT NULL,
  position INTEGER NOT NULL,
  part INTEGER NOT NULL,
  person TEXT NOT NULL,
  sealed BLOB NOT NULL,
  salt BLOB NOT NULL,
  PRIMARY KEY (workspace, position, part)
) STRICT, WITHOUT ROWID;

CREATE TABLE lead_fact (
  lead INTEGER NOT NULL,
  position INTEGER NOT NULL,
  PRIMARY KEY (lead, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
  number INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  collection TEXT NOT NULL,
  id TEXT NOT NULL,
  seq INTEGER,
  body TEXT,
  UNIQUE (workspace, collection, id)
) STRICT;
CREATE UNIQUE INDEX document_seq ON document (workspace, collection, seq) WHERE seq IS NOT NULL;

CREATE TABLE digest (
  workspace INTEGER NOT NULL,
  collection TEXT NOT NULL,
  sums BLOB NOT NULL,
  UNIQUE (workspace, collection)
) STRICT;

CREATE TABLE outbox (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  workspace INTEGER NOT NULL,
  client TEXT NOT NULL,
  first_position INTEGER,
  last_position INTEGER,
  width INTEGER,
  created_at INTEGER NOT NULL,
  done_at INTEGER
) STRICT;
CREATE TABLE outbox_messages (
  id INTEGER PRIMARY KEY,
  messages TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_waiting ON outbox (workspace, client, id) WHERE done_at IS NULL;
CREATE INDEX outbox_answer ON outbox (workspace, client, width, first_position) WHERE width IS NOT NULL;
CREATE INDEX outbox_done ON outbox (done_at) WHERE done_at IS NOT NULL;

CREATE TABLE quarantine (
  number INTEGER PRIMARY KEY,
  workspace INTEGER NOT NULL,
  id TEXT NOT NULL,
  client TEXT NOT NULL,
  topic TEXT NOT NULL,
  code TEXT NOT NULL,
  bytes BLOB NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (workspace, id)
) STRICT;
CREATE INDEX quarantine_age ON quarantine (received_at);

CREATE TABLE quarantine_count (
  workspace INTEGER NOT NULL,
  client TEXT NOT NULL,
  packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  beyond_cap INTEGER NOT NULL,
  PRIMARY KEY (workspace, client)
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
  workspace INTEGER NOT NULL,
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  secret_hash TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  PRIMARY KEY (workspace, kind, name)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX credential_token ON credential (secret_hash) WHERE kind = 'member';

CREATE TABLE model (
  workspace INTEGER NOT NULL,
  hash TEXT NOT NULL,
  kind TEXT NOT NULL,
  made_at INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (workspace, hash)
) STRICT;
`;
