import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import type { FastifyInstance } from 'fastify';

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
        },
      },
    },
  });
  const logo = join(pagesDir, 'logo.svg');
  if (!existsSync(logo)) return void app.get('/docs/json', { schema: { hide: true } }, async () => app.swagger());
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    baseDir: pagesDir,
    logo: { type: 'image/svg+xml', content: readFileSync(logo) },
    uiConfig: { docExpansion: 'list', validatorUrl: null },
  });
}
