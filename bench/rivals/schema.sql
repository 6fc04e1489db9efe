DROP TABLE IF EXISTS event, lead;
DROP SEQUENCE IF EXISTS feed;
CREATE SEQUENCE feed;

-- The log.
CREATE TABLE event (
  event_id uuid PRIMARY KEY,
  client text NOT NULL,
  kind text NOT NULL,
  chat_id text NOT NULL,
  user_id text NOT NULL,
  product_id text NOT NULL,
  occurred_at bigint NOT NULL,
  received_at bigint NOT NULL,
  message text
);

-- The read model; `seq` is its change row: a desk pulls what is greater than it has.
CREATE TABLE lead (
  user_id text NOT NULL,
  product_id text NOT NULL,
  searches integer NOT NULL,
  questions integer NOT NULL,
  requests integer NOT NULL,
  last_seen_at bigint NOT NULL,
  seq bigint NOT NULL,
  PRIMARY KEY (user_id, product_id)
);
CREATE INDEX lead_seq ON lead (seq);
