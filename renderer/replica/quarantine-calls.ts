import { InspectedPacket, PacketReleased, QuarantinePage } from '../../contract/quarantine.ts';
import type { Result } from '../../contract/result.ts';
import type { Api } from './api.ts';
import type { Desk } from './desk.ts';
import { DeskError } from './desk-error.ts';

export type QuarantineCalls = Pick<Desk, 'packets' | 'packet' | 'replayPacket' | 'discardPacket'>;

/** What is asked of the server itself, since nothing of it is replicated. */
export function quarantineCalls(api: Pick<Api, 'get' | 'post'>): QuarantineCalls {
  const never = () => new AbortController().signal; // the api has a deadline of its own
  return {
    packets: async (query) => orThrow(await api.get(`/v1/quarantine${toSearch(query)}`, QuarantinePage, never())),
    packet: async (id) => orThrow(await api.get(`/v1/quarantine/${id}`, InspectedPacket, never())),
    replayPacket: async (id, event) =>
      orThrow(await api.post(`/v1/quarantine/${id}/replay`, event === undefined ? {} : { event }, PacketReleased, never())),
    discardPacket: async (id) => orThrow(await api.post(`/v1/quarantine/${id}/discard`, {}, PacketReleased, never())),
  };
}

/** What is undefined is left out. */
function toSearch(query: Readonly<Record<string, string | number | undefined>>): string {
  const said = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]));
  return said.length > 0 ? `?${new URLSearchParams(said)}` : '';
}

function orThrow<T>(answer: Result<T>): T {
  if (answer.ok) return answer.value;
  throw new DeskError(answer.code);
}
