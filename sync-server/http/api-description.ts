import { existsSync } from 'node:fs';
import { join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

const logo =
  '<svg xmlns="http://www.w3.org/2000/svg" width="160" height="40"><text x="0" y="29" font-family="sans-serif" font-size="28" fill="#fff">Talklens</text></svg>';

export type DescriptionPorts = Readonly<{ version: string /** The API pages' own files, which no bundle holds. */; pagesDir: string }>;

/** OpenAPI 3.1 at `/docs/json`, to be read at `/docs`; made from the schemas that the routes parse with. Registered before them. */
export async function apiDescription(app: FastifyInstance, { version, pagesDir }: DescriptionPorts): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Talklens', version, description: 'Chat clients publish events; desks replicate what was learned from them.' },
      components: {
        securitySchemes: {
          member: { type: 'http', scheme: 'bearer', description: 'A token of `npm run member -- add NAME`, or of `POST /v1/session`' },
          client: { type: 'http', scheme: 'basic', description: 'User `workspace/client`, the secret of `npm run client -- add NAME`' },
          operator: { type: 'http', scheme: 'bearer', description: 'For programs that may read the data folder, over loopback' },
        },
      },
    },
  });
  if (!existsSync(join(pagesDir, 'swagger-ui.css')))
    return void app.get('/docs/json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    baseDir: pagesDir,
    logo: { type: 'image/svg+xml', content: logo },
    uiConfig: { docExpansion: 'list', validatorUrl: null },
  });
}
