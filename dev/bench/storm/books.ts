import { DeliveryReport, type AuditDay } from '../../../src/contract/delivery';
import type { Storm } from './run-storm';
import { scoreOf } from './score';
import type { Stage } from './stage';
import type { Kind } from './traffic';

export type Sums = Omit<AuditDay, 'day'>;
const STATES = ['delivered', 'pending', 'parked', 'dead', 'refused'] as const;

/** What the app itself says of its delivery to Segment, as its console shows it. */
export async function readBooks(stage: Stage): Promise<{ readonly report: DeliveryReport; readonly sums: Sums }> {
  const report = DeliveryReport.parse(await stage.ask('delivery', { days: 7 }));
  const days = report.destinations.find(({ destination }) => destination === 'segment')?.days ?? [];
  const sum = (name: keyof Sums): number => days.reduce((total, day) => total + day[name], 0);
  return {
    report,
    sums: {
      captured: sum('captured'),
      delivered: sum('delivered'),
      pending: sum('pending'),
      parked: sum('parked'),
      dead: sum('dead'),
      refused: sum('refused'),
      repeats: sum('repeats'),
    },
  };
}

export type Proof = {
  readonly sums: Sums;
  /** Message ids at the destination, events and descriptions alike. */
  readonly taken: number;
  /** Of them, those that the app never heard were taken. */
  readonly unheard: number;
  readonly repeats: number;
  /** Repeats with other bytes beside an event whose own clock made no sense: it bears the time of its arrival, and a repeat arrives later. */
  readonly oddRepeatsChanged: number;
  /** What does not hold; empty when everything does. */
  readonly broken: readonly string[];
};

/** Holds what the app says against what the destination has, and every repeat against what the app could know. */
export async function proofOf(storm: Storm): Promise<Proof> {
  const { stage, deeds } = storm;
  const { report, sums } = await readBooks(stage);
  const odd = stage.recorder.sentWith(new Set(deeds.filter(({ kind }) => kind === 'odd-clock').map(({ serial }) => serial)));
  const broken: string[] = [];
  const must = (holds: boolean, sentence: string): void => {
    if (!holds) broken.push(sentence);
  };

  let unheard = 0;
  let repeats = 0;
  let oddRepeatsChanged = 0;
  let changed = 0;
  let needless = 0;
  for (const [messageId, message] of stage.recorder.messages) {
    const heard = stage.recorder.heardOf(messageId);
    const again = message.takenAt.length - 1;
    if (heard.accepted === 0) unheard += 1;
    repeats += again;
    if (again > heard.unknown || heard.afterAccepted > 0) needless += 1;
    if (odd.has(messageId)) oddRepeatsChanged += message.changed;
    else changed += message.changed;
  }
  must(needless === 0, `${needless} messages were sent again although their acceptance was known`);
  must(changed === 0, `${changed} repeats came with other bytes`);

  const total = STATES.reduce((sum, state) => sum + sums[state], 0);
  must(total === sums.captured, `captured ${sums.captured} is not the sum of its states, ${total}`);
  must(sums.pending === 0, `${sums.pending} are still pending`);
  must(sums.parked === 0, `${sums.parked} are still parked`);
  must(sums.dead === 0, `${sums.dead} are dead, though nothing of this storm lasts`);
  const taken = stage.recorder.messages.size;
  // What the app never heard of may be in its books as delivered, by a later try under the same id, or as refused since.
  must(
    sums.delivered >= taken - unheard && sums.delivered <= taken,
    `the app says ${sums.delivered} delivered, the destination has ${taken}, ${unheard} of them without the app's knowledge`,
  );
  const { valid, arrived } = scoreOf(storm);
  must(sums.captured >= valid, `of ${valid} right events the app says that it captured ${sums.captured}`);
  must(valid - arrived <= sums.refused, `${valid - arrived} right events are not there, but only ${sums.refused} are said to be refused`);
  for (const sentence of refusalFaults(storm, report)) broken.push(sentence);
  return { sums, taken, unheard, repeats, oddRepeatsChanged, broken };
}

/** Every wrong event is refused with its reason, and counted once. */
function refusalFaults({ deeds, junk }: Storm, report: DeliveryReport): string[] {
  const expected: Record<string, number> = { ...junk };
  const refusedKinds: readonly Kind[] = ['unknown-event', 'bad-properties', 'not-an-event'];
  for (const { kind } of deeds) if (refusedKinds.includes(kind)) expected[kind] = (expected[kind] ?? 0) + 1;
  const counted = Object.fromEntries(report.refusals.map(({ reason, events }) => [reason, events]));
  return Object.entries(expected).flatMap(([reason, events]) =>
    counted[reason] === events ? [] : [`${events} were to be refused as ${reason}, the app counted ${counted[reason] ?? 0}`],
  );
}
