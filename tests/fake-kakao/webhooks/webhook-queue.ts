import type { FaceName } from '../world/face-name.ts';

export type Target = Readonly<{ url: string; headers: Readonly<Record<string, string>> }>;
export type Webhook = Target & Readonly<{ face: FaceName; body: string; tries: number }>;

/** How often a webhook is called in all until it is answered with 200. */
export const mostTries = 5;
const mostReports = 100;

/** Reports on their way out, and where each face has been told to send them. */
export class WebhookQueue {
  readonly #targets = new Map<FaceName, Target>();
  readonly #reports = new Map<FaceName, unknown[]>();
  #again: Webhook[] = [];
  #delivered = 0;
  #givenUp = 0;

  aim(face: FaceName, target: Target | undefined): void {
    if (target) this.#targets.set(face, target);
    else this.#targets.delete(face);
  }

  /** Nothing is sent where nobody has asked for it. */
  add(face: FaceName, report: unknown): void {
    if (!this.#targets.has(face)) return;
    const reports = this.#reports.get(face);
    if (reports) reports.push(report);
    else this.#reports.set(face, [report]);
  }

  /** Everything that may go out now; reports of one moment share a webhook. */
  takeAll(enveloped: (face: FaceName, reports: readonly unknown[]) => unknown): readonly Webhook[] {
    const fresh = [...this.#reports].flatMap(([face, reports]) =>
      chunks(reports).map((some) => this.#toWebhook(face, enveloped(face, some))),
    );
    this.#reports.clear();
    return [...this.#again.splice(0), ...fresh.flatMap((webhook) => webhook ?? [])];
  }

  #toWebhook(face: FaceName, body: unknown): Webhook | undefined {
    const target = this.#targets.get(face);
    return target && { ...target, face, body: JSON.stringify(body), tries: 1 };
  }

  /** One that was called and not answered with 200, to be called once more; none where that was the last time. */
  failed(webhook: Webhook): Webhook | undefined {
    if (webhook.tries < mostTries) return { ...webhook, tries: webhook.tries + 1 };
    this.#givenUp += 1;
    return undefined;
  }

  again(webhook: Webhook): void {
    this.#again.push(webhook);
  }

  succeeded(): void {
    this.#delivered += 1;
  }

  counts() {
    return { delivered: this.#delivered, givenUp: this.#givenUp };
  }
}

function chunks(reports: readonly unknown[]): readonly (readonly unknown[])[] {
  const count = Math.ceil(reports.length / mostReports);
  return Array.from({ length: count }, (_, index) => reports.slice(index * mostReports, (index + 1) * mostReports));
}
