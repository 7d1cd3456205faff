import type { SinkEvent } from '../../api';
import type { EgressHeard } from '../../host/invoker';
import type { Sight } from '../../sink/seen-messages';

/** One message id at the destination, by its copies in order. */
export type Taken = {
  readonly type: string;
  /** What the event's `items` say; null for what carries none. */
  readonly serial: number | null;
  /** Of the first copy, as the destination keeps it. In ms. */
  readonly timestamp: number;
  readonly takenAt: number[];
  /** Copies whose bytes differ from the copy before. */
  changed: number;
};
/** What an app heard of its requests with one message id, in order. */
export type Heard = {
  /** Nothing: it died or the line was cut, so the request may have been taken. */
  unknown: number;
  accepted: number;
  /** Requests that were sent after an earlier one was known to be accepted. */
  afterAccepted: number;
  blocked: number;
};

/** Writes down what both sides of the line saw of every message. */
export type Recorder = {
  readonly taken: (event: SinkEvent, sight: Sight) => void;
  readonly heard: (heard: EgressHeard, now: number) => void;
  readonly messages: ReadonlyMap<string, Taken>;
  readonly heardOf: (messageId: string) => Heard;
  /** What the requests carried that the platform did not let out, and when the first of them was. */
  readonly blockedSerials: ReadonlySet<number>;
  readonly firstBlockedAt: () => number | null;
  /** Ids of all messages that were once in a request with one of these. */
  readonly sentWith: (serials: ReadonlySet<number>) => ReadonlySet<string>;
};

type Wire = { readonly messageId?: unknown; readonly properties?: { readonly items?: unknown } | null };

export function createRecorder(): Recorder {
  const messages = new Map<string, Taken>();
  const heards = new Map<string, Heard>();
  const blockedSerials = new Set<number>();
  const requests: { readonly ids: readonly string[]; readonly serials: readonly number[] }[] = [];
  let firstBlockedAt: number | null = null;
  const heardOf = (messageId: string): Heard => heards.get(messageId) ?? { unknown: 0, accepted: 0, afterAccepted: 0, blocked: 0 };

  return {
    messages,
    heardOf,
    blockedSerials,
    firstBlockedAt: () => firstBlockedAt,
    sentWith: (serials) =>
      new Set(requests.filter((request) => request.serials.some((serial) => serials.has(serial))).flatMap(({ ids }) => ids)),
    taken(event, sight) {
      const known = messages.get(event.messageId);
      if (known !== undefined) {
        known.takenAt.push(Date.parse(event.at));
        if (sight === 'changed') known.changed += 1;
        return;
      }
      const { timestamp } = event.raw as { readonly timestamp: string };
      messages.set(event.messageId, {
        type: event.type,
        serial: serialOf(event.raw as Wire),
        timestamp: Date.parse(timestamp),
        takenAt: [Date.parse(event.at)],
        changed: 0,
      });
    },
    heard({ body, answer }, now) {
      if (answer === 'blocked') firstBlockedAt ??= now;
      const wires = wiresIn(body);
      requests.push({
        ids: wires.flatMap(({ messageId }) => (typeof messageId === 'string' ? [messageId] : [])),
        serials: wires.flatMap((wire) => serialOf(wire) ?? []),
      });
      for (const wire of wires) {
        const serial = serialOf(wire);
        if (answer === 'blocked' && serial !== null) blockedSerials.add(serial);
        if (typeof wire.messageId !== 'string') continue;
        const heard = heardOf(wire.messageId);
        if (heard.accepted > 0) heard.afterAccepted += 1;
        if (answer === null) heard.unknown += 1;
        else if (answer === 'blocked') heard.blocked += 1;
        else if (answer.status === 200 && answer.body === '{"success":true}') heard.accepted += 1;
        heards.set(wire.messageId, heard);
      }
    },
  };
}

function wiresIn(body: string): readonly Wire[] {
  const parsed = JSON.parse(body) as Wire & { readonly batch?: readonly Wire[] };
  return parsed.batch ?? [parsed];
}

function serialOf({ properties }: Wire): number | null {
  const items = properties?.items;
  return typeof items === 'number' ? items : null;
}
