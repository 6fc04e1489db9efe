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
  ['TALKLENS_PROVIDER', 'kakao'],
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
