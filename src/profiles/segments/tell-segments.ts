import { createHash } from 'node:crypto';
import type { SegmentCall } from '../../delivery/envelope';
import type { ClockPort, SqlPort } from '../../platform/ports';
import { accountCall, accountContext } from '../account-call';
import { segmentsText } from '../../segments/names-value';
import { chunked } from '../../store/chunks';
import type { Pair } from '../../store/profiles';
import { ERASED_PREFIX } from '../../store/queries/erasure-rows';
import { answerNotes, membersNoted } from '../../store/segment-members';
import { forgetTold, keepTold, noteToTell, subjectsToTell, tellingOf } from '../../store/segment-told';
import type { Telling } from '../../store/segment-told';

/** How the names of several segments are taken apart in a field of a destination. */
export type SegmentsField = 'lines' | 'line';

export type TellPorts = {
  readonly sql: SqlPort;
  readonly clock: ClockPort;
  /** Member of the `group` call's `context` that carries properties of a user in an account; null: they are not sent. */
  readonly relationshipKey: string | null;
  /** Fields that some destination takes. */
  readonly fields: readonly SegmentsField[];
  /** Hands calls to the destinations with such a field. */
  readonly emit: (field: SegmentsField, calls: readonly SegmentCall[]) => Promise<void>;
};

/** The trait that says it. */
const TRAIT = 'Segments';
const SUBJECTS_AT_ONCE = 200;
const NOTES_AT_ONCE = 500;

/**
 * Tells destinations of subjects whose segments are others than they heard last, as many as fit before `deadline` (ms). What is told is
 * kept after it was handed over: a run that is cut tells it again, under the same id. True when nobody is left.
 */
export async function tellSegments(ports: TellPorts, deadline: number): Promise<boolean> {
  for (;;) {
    if (ports.clock() >= deadline) return false;
    const notes = await membersNoted(ports.sql, NOTES_AT_ONCE);
    if (notes.length === 0) break;
    await noteToTell(ports.sql, notes);
    await answerNotes(ports.sql, notes);
  }
  for (;;) {
    if (ports.clock() >= deadline) return false;
    const noted = await subjectsToTell(ports.sql, SUBJECTS_AT_ONCE);
    if (noted.length === 0) return true;
    await tell(ports, await tellingOf(ports.sql, noted));
  }
}

/** The same of `subjects` only: whoever has just come or gone does not wait until everybody else was told. */
export async function tellAmong(ports: TellPorts, subjects: readonly Pair[], deadline: number): Promise<void> {
  for (const pairs of chunked(subjects, SUBJECTS_AT_ONCE)) {
    if (ports.clock() >= deadline) return;
    await tell(ports, await tellingOf(ports.sql, pairs));
  }
}

/** The same of whom it is known what there is to tell. A note that came with their members stays, until everybody else is told. */
export async function tell(ports: TellPorts, telling: readonly Telling[]): Promise<void> {
  const erased = telling.filter(({ externalId }) => externalId?.startsWith(ERASED_PREFIX) === true);
  if (erased.length > 0) await forgetTold(ports.sql, erased);
  const rest = telling.filter((each) => !erased.includes(each));
  const at = new Date(ports.clock()).toISOString();
  const news = rest.filter(isNews);
  for (const field of ports.fields) {
    const calls = news.flatMap((each) => callOf(each, { at, text: segmentsText(each.now, field), relationshipKey: ports.relationshipKey }));
    if (calls.length > 0) await ports.emit(field, calls);
  }
  await keepTold(
    ports.sql,
    rest.filter((each) => isNews(each) || each.notes > 0),
    at,
  );
}

const isNews = ({ now, heard }: Telling): boolean => JSON.stringify(now) !== JSON.stringify(heard);

type Wording = { readonly at: string; readonly text: string; readonly relationshipKey: string | null };

/** None for somebody whom destinations have no name for. */
function callOf(subject: Telling, { at, text, relationshipKey }: Wording): SegmentCall[] {
  const { accountId, userId, account, externalId } = subject;
  const call = { messageId: messageId(subject, text), timestamp: at };
  const traits = { [TRAIT]: text };
  if (accountId === 0) return externalId === null ? [] : [{ ...call, type: 'identify', userId: externalId, traits }];
  const context = account === null ? null : accountContext(account);
  if (context === null) return [];
  if (userId === 0) return [accountCall({ ...call, traits }, context)];
  if (externalId === null || relationshipKey === null) return [];
  const inAccount = { ...context, [relationshipKey]: traits };
  return [{ ...call, type: 'group', userId: externalId, groupId: context.groupId, traits: {}, context: inAccount }];
}

/** The same for the same telling. */
function messageId({ accountId, userId, version }: Telling, text: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([accountId, userId, version + 1, text]))
    .digest('hex');
  return `sg-${hash.slice(0, 40)}`;
}
