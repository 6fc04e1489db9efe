import type { FastifyInstance } from 'fastify';
import { z } from '../../contract/zod.ts';
import type { Metrics } from '../metrics.ts';
import { describe } from './describe.ts';
import { HttpFailure } from './http-failure.ts';

export type HealthPorts = Readonly<{
  /** Rejects where the store cannot be written. */
  checkStore(): Promise<void>;
  /** Whether data was found that is not what was stored. */
  damaged(): boolean;
  metrics: Metrics;
}>;

const Status = z.strictObject({ status: z.literal('ok') });

/** For whoever looks after the server; open, because they say nothing of anybody. */
export function healthRoutes(app: FastifyInstance, { checkStore, damaged, metrics }: HealthPorts): void {
  const live = describe({ summary: 'The process lives', tag: 'operation', answer: Status });
  app.get('/healthz', live, async () => ({ status: 'ok' }));

  const ready = describe({ summary: 'The store can be written and nothing in it is damaged', tag: 'operation', answer: Status });
  app.get('/readyz', ready, async () => {
    if (damaged()) throw new HttpFailure('store.damaged');
    await checkStore().catch(() => {
      throw new HttpFailure('server.storeFailed');
    });
    return { status: 'ok' };
  });

  const scrape = describe({ summary: 'Counts, for Prometheus', tag: 'operation', answerType: 'text/plain' });
  app.get('/metrics', scrape, async (_request, reply) => reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()));
}
