-- $1: a JSON array of events. New ones go into the log, and into the leads that they are of, each with its place in the feed.
WITH said AS (
  SELECT * FROM json_to_recordset($1::json) AS row (
    "eventId" uuid, client text, kind text, "chatId" text, "userId" text, "productId" text, "occurredAt" bigint, "receivedAt" bigint, message text
  )
), logged AS (
  INSERT INTO event (event_id, client, kind, chat_id, user_id, product_id, occurred_at, received_at, message)
  SELECT "eventId", client, kind, "chatId", "userId", "productId", "occurredAt", "receivedAt", message FROM said
  ON CONFLICT DO NOTHING
  RETURNING user_id, product_id, kind, occurred_at
)
INSERT INTO lead AS l (user_id, product_id, searches, questions, requests, last_seen_at, seq)
SELECT user_id, product_id, count(*) FILTER (WHERE kind = 'searched'), count(*) FILTER (WHERE kind = 'questioned'),
  count(*) FILTER (WHERE kind = 'requested'), max(occurred_at), nextval('feed')
FROM logged GROUP BY user_id, product_id
ON CONFLICT (user_id, product_id) DO UPDATE SET
  searches = l.searches + excluded.searches, questions = l.questions + excluded.questions, requests = l.requests + excluded.requests,
  last_seen_at = greatest(l.last_seen_at, excluded.last_seen_at), seq = excluded.seq
