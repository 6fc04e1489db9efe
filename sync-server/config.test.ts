import { expect, test } from 'vitest';
import { readConfig, StartFailure } from './config.ts';

const read = (env: Record<string, string>) => readConfig(env, '/desk');

function failureOf(env: Record<string, string>): StartFailure {
  try {
    read(env);
  } catch (error) {
    if (error instanceof StartFailure) return error;
  }
  throw new Error('it started');
}

test('given nothing, the server is for this machine alone, at the ports of the manual', () => {
  const config = read({});

  expect(config).toMatchObject({ host: '127.0.0.1', httpPort: 8420, mqttPort: 1883, workspace: 'shop', deskDir: '/desk' });
});

test.each([
  ['TALKLENS_HTTP_PORT', '70000'],
  ['TALKLENS_MQTT_PORT', 'mqtt'],
  ['TALKLENS_WORKSPACE', 'a/b'],
  ['DATABASE_URL', 'mysql://talklens:secret@localhost/talklens'],
  ['TALKLENS_LOG_LEVEL', 'loud'],
  ['TALKLENS_SENDER', 'kakao'],
  ['TALKLENS_SOLAPI_URL', 'http://api.solapi.example'],
  ['TALKLENS_NHN_URL', 'http://127.0.0.1.evil.example'],
  ['TALKLENS_KAKAO_API_URL', 'nonsense'],
  ['TALKLENS_FAKE_NOW', 'tomorrow'],
  ['TALKLENS_PUBLIC_ORIGINS', 'javascript:alert(1)'],
])('given a %s that cannot be used, it is named and its value is not', (variable, value) => {
  const failure = failureOf({ [variable]: value });

  expect(failure).toMatchObject({ code: 'config.invalid', detail: variable });
  expect(failure.message).not.toContain(value);
});

test('given an address that others can reach, it starts only where plain listeners were allowed', () => {
  const refused = failureOf({ TALKLENS_HOST: '0.0.0.0' });
  const allowed = read({ TALKLENS_HOST: '0.0.0.0', TALKLENS_ALLOW_PLAIN: '1' });

  expect(refused).toMatchObject({ code: 'auth.insecure', detail: 'TALKLENS_ALLOW_PLAIN' });
  expect(allowed.host).toBe('0.0.0.0');
});

const solapi = {
  TALKLENS_SENDER: 'solapi',
  TALKLENS_SOLAPI_API_KEY: 'key-1',
  TALKLENS_SOLAPI_API_SECRET: 'secret-1',
  TALKLENS_SOLAPI_PF_ID: 'pf-1',
  TALKLENS_SOLAPI_FROM: '0212345678',
};
const nhn = {
  TALKLENS_SENDER: 'nhn-cloud',
  TALKLENS_NHN_APP_KEY: 'app-1',
  TALKLENS_NHN_SECRET_KEY: 'secret-1',
  TALKLENS_NHN_SENDER_KEY: 'sender-1',
};
const kakao = {
  TALKLENS_SENDER: 'kakao-message',
  TALKLENS_KAKAO_REST_KEY: 'rest-1',
  TALKLENS_KAKAO_REDIRECT_URI: 'http://127.0.0.1:8420/v1/sending/kakao/callback',
};

test('given nothing said of sending, the sandbox sends', () => {
  expect(read({}).sender).toEqual({ provider: 'sandbox' });
});

test.each([solapi, nhn, kakao])(
  'given all that a sender needs, it is chosen; given all but one, that one is named: $TALKLENS_SENDER',
  (all) => {
    expect(read(all).sender.provider).toBe(all.TALKLENS_SENDER);

    for (const missing of Object.keys(all).filter((name) => name !== 'TALKLENS_SENDER'))
      expect(failureOf({ ...all, [missing]: '' })).toMatchObject({ code: 'config.incomplete', detail: missing });
  },
);

test('given a moved clock, only a sender that stays on this machine is started with', () => {
  const moved = { ...solapi, TALKLENS_FAKE_NOW: '1' };

  expect(failureOf(moved)).toMatchObject({ code: 'config.invalid', detail: 'TALKLENS_FAKE_NOW' });
  expect(read({ ...moved, TALKLENS_SOLAPI_URL: 'http://127.0.0.1:9' }).fakeNow).toBe(1);
});

test('given a half Kakao app beside another sender, what is missing is named', () => {
  expect(failureOf({ TALKLENS_KAKAO_CLIENT_SECRET: 'secret-1' })).toMatchObject({
    code: 'config.incomplete',
    detail: 'TALKLENS_KAKAO_REST_KEY',
  });
});
