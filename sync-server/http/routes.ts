import type { FastifyInstance } from 'fastify';
import { type CommandsPorts, commandsRoute } from './commands-route.ts';
import { type CredentialsPorts, credentialsRoute } from './credentials-route.ts';
import { type DeskPorts, deskFiles } from './desk-files.ts';
import { type DownPorts, downRoute } from './down-route.ts';
import { type EventsPorts, eventsRoute } from './events-route.ts';
import { type HealthPorts, healthRoutes } from './health-routes.ts';
import { type LeadsPorts, leadsRoutes } from './leads-routes.ts';
import { type LedgerPorts, ledgerRoute } from './ledger-route.ts';
import { type ModelsPorts, modelsRoute } from './models-route.ts';
import { type OperationPorts, operationRoute } from './operation-route.ts';
import { peopleRoutes } from './people-routes.ts';
import { type QuarantineRoutePorts, quarantineRoutes } from './quarantine-routes.ts';
import { requestMessagesRoute } from './request-messages-route.ts';
import { type SendingPorts, sendingRoutes } from './sending-routes.ts';
import { type SessionPorts, sessionRoutes } from './session-routes.ts';
import { type WebhookPorts, webhooksRoute } from './webhooks-route.ts';

export type RoutePorts = CommandsPorts &
  CredentialsPorts &
  DeskPorts &
  DownPorts &
  EventsPorts &
  HealthPorts &
  LeadsPorts &
  ModelsPorts &
  QuarantineRoutePorts &
  OperationPorts &
  SendingPorts &
  SessionPorts &
  WebhookPorts &
  Readonly<{ ledger: LedgerPorts['list'] }>;

/** Every route but replication's, which is a room of its own. */
export function addRoutes(app: FastifyInstance, ports: RoutePorts): void {
  healthRoutes(app, ports);
  sessionRoutes(app, ports);
  credentialsRoute(app, ports);
  operationRoute(app, ports);
  commandsRoute(app, ports);
  leadsRoutes(app, ports);
  peopleRoutes(app, ports);
  modelsRoute(app, ports);
  requestMessagesRoute(app, ports);
  quarantineRoutes(app, ports);
  eventsRoute(app, ports);
  downRoute(app, ports);
  webhooksRoute(app, ports);
  sendingRoutes(app, ports);
  ledgerRoute(app, { auth: ports.auth, list: ports.ledger });
  deskFiles(app, ports);
}
