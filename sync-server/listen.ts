import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { Broker } from './broker/broker.ts';
import { createConnectionQuota } from './broker/connection-quota.ts';
import { listenTcp } from './broker/tcp-listener.ts';
import { createWebSocketListener } from './broker/websocket-listener.ts';
import { type Config, StartFailure } from './config.ts';
import { listenHttps } from './http/https-listener.ts';
import { schemeOf, type Trust } from './http/trust.ts';
import { readCertificate, type TlsCertificate, watchCertificate } from './tls-certificate.ts';

/** Where the server listens; the TLS ports only with a certificate. */
export type ListeningPorts = Readonly<{ httpPort: number; mqttPort: number; httpTlsPort?: number; mqttTlsPort?: number }>;

/** What listens, behind which everything runs already. */
export type Listened = Readonly<{ app: FastifyInstance; broker: Broker; trust: Trust; refused(reason: string): void; log: Logger }>;

/**
 * Opens the doors: HTTP with MQTT over WebSocket, and MQTT over TCP; the same two over TLS where there is a certificate. What closes each
 * is pushed to `stops` as soon as it is open.
 */
export async function listen(config: Config, listened: Listened, stops: (() => unknown)[]): Promise<ListeningPorts> {
  const { app, broker, trust, refused } = listened;
  const host = config.plainHost;
  await listenOn('TALKLENS_HTTP_PORT', config.httpPort, () => app.listen({ host, port: config.httpPort }));
  const quota = createConnectionQuota(config.connections);
  const trusted = (request: IncomingMessage) => trust.trusts(request.headers.host, request.headers.origin, schemeOf(request.socket));
  const webSocket = createWebSocketListener(broker, { trusted, quota, refused });
  webSocket.listen(app.server);
  stops.push(() => webSocket.close());
  const tcp = await listenOn('TALKLENS_MQTT_PORT', config.mqttPort, () =>
    listenTcp(broker, { host, port: config.mqttPort, quota, refused }),
  );
  stops.push(() => tcp.close());
  const plain = { httpPort: (app.server.address() as AddressInfo).port, mqttPort: tcp.port };

  const { tls } = config;
  if (!tls) return plain;
  const certificate = certificateOf(tls);
  const https = await listenOn('TALKLENS_HTTP_TLS_PORT', tls.httpPort, () =>
    listenHttps(app, { host: config.host, port: tls.httpPort, tls: certificate }),
  );
  stops.push(() => https.close());
  webSocket.listen(https.server);
  const mqtts = await listenOn('TALKLENS_MQTT_TLS_PORT', tls.mqttPort, () =>
    listenTcp(broker, { host: config.host, port: tls.mqttPort, quota, refused, tls: certificate }),
  );
  stops.push(() => mqtts.close());
  const renew = (renewed: TlsCertificate) => [https, mqtts].forEach((listener) => void listener.renew(renewed));
  const watch = watchCertificate(tls, certificate, renew, listened.log);
  stops.push(() => watch.stop());
  return { ...plain, httpTlsPort: https.port, mqttTlsPort: mqtts.port };
}

function certificateOf(files: NonNullable<Config['tls']>): TlsCertificate {
  try {
    return readCertificate(files);
  } catch (error) {
    throw new StartFailure('config.invalid', 'TALKLENS_TLS_CERT, TALKLENS_TLS_KEY', error);
  }
}

async function listenOn<T>(variable: string, port: number, open: () => Promise<T>): Promise<T> {
  try {
    return await open();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EADDRINUSE') throw new StartFailure('port.taken', `${port} (${variable})`, error);
    if (code === 'EACCES') throw new StartFailure('config.invalid', variable, error);
    if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') throw new StartFailure('config.invalid', 'TALKLENS_HOST', error);
    throw error;
  }
}
