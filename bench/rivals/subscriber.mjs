// What a shop would write without Talklens: an MQTT subscriber that puts events into PostgreSQL. Two of them, one statement:
//   row-by-row   each event by itself, acknowledged once it is in: the simplest that loses nothing
//   batches      as Telegraf does it, up to 1,000 events or 50 ms, acknowledged before they are in
// node subscriber.mjs row-by-row|batches MQTT_PORT POSTGRES_HOST POSTGRES_PORT POSTGRES_USER, started with an IPC channel: says 'ready', and for each
// {expect: N} when the Nth event was in the read model.
import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';
import pg from 'pg';

const [way, mqttPort, host, port, user] = process.argv.slice(2);
const batchSize = 1_000;
const flushMs = 50;
const beside = (name) => readFileSync(new URL(name, import.meta.url), 'utf8');

const database = new pg.Client({ host, port: Number(port), user, database: 'postgres' });
await database.connect();
await database.query(beside('schema.sql'));
const insert = { name: 'insert', text: beside('insert.sql') };

let stored = 0;
let storedAt = 0;
let expected;

async function store(events) {
  await database.query({ ...insert, values: [JSON.stringify(events)] });
  stored += events.length;
  storedAt = Date.now();
  await tell();
}

/** What is counted is what the database has, not what we think it has. */
async function tell() {
  if (expected === undefined || stored < expected) return;
  expected = undefined;
  const { rows } = await database.query(
    'SELECT (SELECT count(*) FROM event)::int AS logged, (SELECT sum(searches + questions + requests) FROM lead)::int AS projected',
  );
  process.send({ kind: 'stored', at: storedAt, ...rows[0] });
}

function read(topic, payload) {
  const [, , , client, , kind] = topic.split('/');
  return { ...JSON.parse(payload.toString()), client, kind, receivedAt: Date.now() };
}

const client = mqtt.connect(`mqtt://127.0.0.1:${mqttPort}`, { clientId: `rival-${way}`, clean: true });

function takeRowByRow() {
  client.handleMessage = ({ topic, payload }, done) => {
    store([read(topic, payload)]).then(() => done(), done);
  };
}

function takeBatches() {
  const waiting = [];
  let flushing = false;
  const flush = async () => {
    if (flushing) return;
    flushing = true;
    while (waiting.length > 0) await store(waiting.splice(0, batchSize));
    flushing = false;
  };
  setInterval(flush, flushMs);
  client.on('message', (topic, payload) => {
    waiting.push(read(topic, payload));
    if (waiting.length >= batchSize) void flush();
  });
}

if (way === 'row-by-row') takeRowByRow();
else takeBatches();

process.on('message', ({ expect }) => {
  expected = expect;
  void tell();
});
process.on('disconnect', () => process.exit());
client.on('connect', () => client.subscribe('talklens/v1/+/+/up/+', { qos: 1 }, () => process.send({ kind: 'ready' })));
