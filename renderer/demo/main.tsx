import '../styles.ts';
import { createRoot } from 'react-dom/client';
import { App } from '../App.tsx';
import { Providers } from '../frame/Providers.tsx';
import { openI18n } from '../i18n/open-i18n.ts';
import type { ReplicaStatus } from '../replica/desk/replica-status.ts';
import type { SendingView } from '../replica/desk.ts';
import type { ProofKind } from '../replica/proof/proof-state.ts';
import { densities } from '../theme/density.ts';
import { colourSchemes, languages } from '../ui-state/preferences-slice.ts';
import { useUiStore } from '../ui-state/store.ts';
import { demoRefused } from './demo-commands.ts';
import { createDemoDesk } from './demo-desk.ts';
import { demoProof } from './demo-proof.ts';
import { demoSandbox, demoSending } from './demo-sending.ts';
import { inventShop } from './invent-shop.ts';

// A look at the screens without a server: `npx vite --config vite.renderer.config.ts`, then /demo/?leads=800&connection=offline
// &refused=1&review=1&away=1&lag=1204&follows=1&incomplete=1&solapi=2000&health=auth&unasked=1&dispatches=400&proof=repairing&found=1&colourScheme=dark&language=en. The build knows nothing of it: its only page is index.html.
const asked = new URLSearchParams(location.search);
const connection = (asked.get('connection') ?? 'connected') as ReplicaStatus['connection'];
const now = Date.now();

const proof = demoProof(now, (asked.get('proof') ?? 'same') as ProofKind, asked.has('found'));
const health = asked.get('health') as Extract<SendingView['health'], { ok: false }>['reason'] | null;
function sendingAsked(): SendingView | undefined {
  if (asked.has('unasked')) return undefined;
  return asked.has('solapi')
    ? demoSending(Number(asked.get('solapi')), now - 180_000, health ? { ok: false, reason: health } : { ok: true })
    : demoSandbox(now);
}
const desk = createDemoDesk(inventShop(Number(asked.get('leads') ?? 800), now), {
  now: Date.now,
  proof,
  sendAfterMs: 1_500,
  sending: sendingAsked(),
  away: asked.has('away'),
  gallery: asked.has('dispatches') ? Number(asked.get('dispatches')) : undefined,
  refused: asked.has('refused') ? demoRefused(now) : [],
  status: {
    connection,
    workspace: 'shop',
    member: 'owner',
    waiting: connection === 'offline' ? 3 : 0,
    ...(connection === 'offline' && { oldestWaitingAt: now - 130_000, code: 'server.unreachable' }),
    ...(connection === 'filling' && { filled: 18_240 }),
    ...(connection !== 'filling' && { syncedAt: now - 4_000 }),
    ...(connection === 'connected' && { freshness: { count: 128, p95Ms: 240, chatToServerP95Ms: 90, serverToDeskP95Ms: 170 } }),
    ...(asked.has('review') && { review: 1 }),
    ...(asked.has('follows') && { follows: true as const }),
    ...(asked.has('incomplete') && { incomplete: true as const }),
    ...(asked.has('lag') && { lag: Number(asked.get('lag')) }),
    persisted: true,
    proof: proof.state,
  },
});

const { language, colourScheme, density } = useUiStore.getState();
useUiStore.getState().prefer({
  language: languages.find((one) => one === asked.get('language')) ?? language,
  colourScheme: colourSchemes.find((one) => one === asked.get('colourScheme')) ?? colourScheme,
  density: densities.find((one) => one === asked.get('density')) ?? density,
});

const i18n = await openI18n(useUiStore.getState().language);
createRoot(document.getElementById('root') as HTMLElement).render(
  <Providers i18n={i18n} nonce="">
    <App desk={desk} />
  </Providers>,
);
