import type { InSegment, SegmentAnswer, SegmentMembers, SegmentRow, SegmentsAnswer, SegmentTurns, SubjectRow } from '../contract/segments';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { eventRemarks } from '../profiles/segments/event-remarks';
import { readPlan } from '../profiles/segments/plan-in-store';
import type { StoredPlan } from '../profiles/segments/plan-in-store';
import { labelOf } from '../segments/label';
import type { SubjectKind } from '../segments/value';
import { accountsPage } from '../store/queries/accounts';
import { segmentCounts, segmentOverlap, segmentsOf, turnsByDay } from '../store/queries/segment-members';
import type { TurnsOfDay } from '../store/queries/segment-members';
import { membershipsAmong, membersPage, subjectsByPair, turnsPage, usersBeginning } from '../store/queries/segment-subjects';
import type { Pair, SubjectRecord } from '../store/queries/segment-subjects';
import { listSegments, readSegment } from '../store/segments';
import type { StoredSegment } from '../store/segments';
import { templateRows } from './segment-templates';

type SegmentPorts = { readonly sql: SqlPort; readonly clock: ClockPort };
type Paged = { readonly segmentId: number; readonly page: number; readonly pageSize: number };

const LATELY_DAYS = 30;
const GROWTH_DAYS = 90;
const FIRST_MEMBERS = { page: 0, pageSize: 25 } as const;
const FIRST_TURNS = { page: 0, pageSize: 10 } as const;
const FOUND = 10;

/** Every segment with how many are in it, and what there is to begin with. */
export async function segmentsAnswer(ports: SegmentPorts): Promise<SegmentsAnswer> {
  const [plan, stored, counts] = await Promise.all([readPlan(ports.sql), listSegments(ports.sql), segmentCounts(ports.sql)]);
  const from = dayNumberOf(ports.clock()) + 1 - LATELY_DAYS;
  const turns = await turnsByDay(
    ports.sql,
    stored.map(({ segmentId }) => segmentId),
    from,
  );
  return { segments: stored.map((segment) => rowOf(segment, plan, counts, turns)), templates: templateRows(plan) };
}

function rowOf(segment: StoredSegment, plan: StoredPlan, counts: ReadonlyMap<number, number>, turns: readonly TurnsOfDay[]): SegmentRow {
  const { segmentId, name, kind, description, condition, state, isReady, changedAt } = segment;
  const own = turns.filter((turn) => turn.segmentId === segmentId);
  const broken = plan.plan.broken.get(String(segmentId));
  const sum = (pick: (turn: TurnsOfDay) => number): number => own.reduce((all, turn) => all + pick(turn), 0);
  return {
    segmentId,
    name,
    kind,
    description,
    state,
    words: labelOf(kind, condition, plan),
    // What cannot be evaluated has no members, whoever was one before.
    members: broken === undefined ? (counts.get(segmentId) ?? 0) : 0,
    entered30: sum(({ entered }) => entered),
    left30: sum(({ left }) => left),
    isComputing: state === 'live' && broken === undefined && !isReady,
    trouble: state === 'live' && broken !== undefined ? broken.map(({ message }) => message).join('; ') : null,
    changedAt,
  };
}

/** One segment with all that its page shows at first; null for none. */
export async function segmentAnswer(ports: SegmentPorts, segmentId: number): Promise<SegmentAnswer | null> {
  const [plan, found, counts] = await Promise.all([readPlan(ports.sql), readSegment(ports.sql, segmentId), segmentCounts(ports.sql)]);
  if (found === null) return null;
  const { segment, versions } = found;
  const today = dayNumberOf(ports.clock());
  const turns = await turnsByDay(ports.sql, [segmentId], today + 1 - GROWTH_DAYS);
  const row = rowOf(
    segment,
    plan,
    counts,
    turns.filter(({ day }) => day > today - LATELY_DAYS),
  );
  return {
    asOfDay: dayFromNumber(today),
    segment: { ...row, told: segment.told, tag: segment.tag, version: segment.version, remarks: eventRemarks(plan, segmentId) },
    versions: versions.map(({ version, name, condition, changedAt }) => ({
      version,
      name,
      words: labelOf(segment.kind, condition, plan),
      changedAt,
    })),
    growth: segment.state === 'live' && row.trouble === null ? growthUpTo(today, createdOn(segment), row.members, turns) : [],
    members: { rows: (await membersOf(ports, { segmentId, ...FIRST_MEMBERS })).rows, total: row.members },
    turns: await turnsAnswer(ports, { segmentId, ...FIRST_TURNS }),
    others: plan.sources.segments
      .filter((other) => other.kind === segment.kind && other.segmentId !== segmentId)
      .map(({ segmentId: id, name }) => ({ segmentId: id, name })),
  };
}

const createdOn = ({ createdAt }: StoredSegment): number => dayNumberOf(Date.parse(createdAt));

/** Backwards from those who are in it now: what the last day shows is what is counted elsewhere. */
function growthUpTo(today: number, firstDay: number, members: number, turns: readonly TurnsOfDay[]): SegmentAnswer['growth'] {
  const days: SegmentAnswer['growth'] = [];
  let before = members;
  for (let day = today; day > today - GROWTH_DAYS && day >= firstDay; day -= 1) {
    const own = turns.filter((turn) => turn.day === day);
    const entered = own.reduce((sum, turn) => sum + turn.entered, 0);
    const left = own.reduce((sum, turn) => sum + turn.left, 0);
    days.push({ day: dayFromNumber(day), members: before, entered, left });
    before = Math.max(0, before - entered + left);
  }
  return days.reverse();
}

/** A page of members with their number. */
export async function membersAnswer(ports: SegmentPorts, asked: Paged): Promise<SegmentMembers> {
  const [{ rows }, counts] = await Promise.all([membersOf(ports, asked), segmentCounts(ports.sql)]);
  return { rows, total: counts.get(asked.segmentId) ?? 0 };
}

async function membersOf(ports: SegmentPorts, asked: Paged): Promise<Pick<SegmentMembers, 'rows'>> {
  const rows = await membersPage(ports.sql, { ...asked, today: dayNumberOf(ports.clock()) });
  return { rows: rows.map((row) => ({ ...subjectRow(row), enteredDay: dayFromNumber(row.entered_day) })) };
}

export async function turnsAnswer(ports: SegmentPorts, asked: Paged): Promise<SegmentTurns> {
  const { rows, total } = await turnsPage(ports.sql, { ...asked, today: dayNumberOf(ports.clock()) });
  return { rows: rows.map((row) => ({ ...subjectRow(row), day: dayFromNumber(row.day), entered: row.entered === 1 })), total };
}

export function subjectRow(row: SubjectRecord): SubjectRow {
  return {
    accountId: row.account_id,
    userId: row.user_id,
    company: row.company,
    app: row.app,
    externalId: row.external_id,
    mrrCents: row.mrr_cents,
    use: useOf(row),
    lastActiveDay: row.last_active_day === null ? null : dayFromNumber(row.last_active_day),
  };
}

function useOf({ standing, users30, recounts }: SubjectRecord): SubjectRow['use'] {
  return standing === null ? null : { standing, usersSeen30: users30 ?? 0, countedAnew: recounts !== null && recounts > 0 };
}

/** How a segment and up to two others of its kind overlap. */
export async function overlapAnswer(ports: SegmentPorts, { segmentId, others }: { segmentId: number; others: readonly number[] }) {
  const overlap = await segmentOverlap(ports.sql, [...new Set([segmentId, ...others])]);
  return { overlap: overlap.map(({ segments, subjects }) => ({ segments: [...segments], subjects })) };
}

/** Somebody by the start of a word of the company, or of the user's id. */
export async function subjectsAnswer(
  ports: SegmentPorts,
  { kind, search }: { readonly kind: SubjectKind; readonly search: string },
): Promise<{ subjects: SubjectRow[] }> {
  const today = dayNumberOf(ports.clock());
  const pairs = await pairsNamed(ports.sql, today, kind, search);
  return { subjects: (await subjectsByPair(ports.sql, pairs, today)).map(subjectRow) };
}

async function pairsNamed(sqlPort: SqlPort, today: number, kind: SubjectKind, search: string): Promise<readonly Pair[]> {
  const accountsNamed = async (): Promise<number[]> => {
    const asked = {
      sort: 'company',
      descending: false,
      page: 0,
      pageSize: FOUND,
      standing: null,
      filter: {},
      score: null,
      search,
    } as const;
    return (await accountsPage(sqlPort, today, asked)).rows.map(({ account_id }) => account_id);
  };
  switch (kind) {
    case 'account':
      return (await accountsNamed()).map((accountId) => ({ accountId, userId: 0 }));
    case 'user':
      return await usersBeginning(sqlPort, search, FOUND);
    case 'membership': {
      const [users, accountIds] = await Promise.all([usersBeginning(sqlPort, search, FOUND), accountsNamed()]);
      return await membershipsAmong(sqlPort, { userIds: users.map(({ userId }) => userId), accountIds, limit: FOUND });
    }
  }
}

/** The segments that an account or a user is in, by name; of an account also those of its users in it. */
export async function inSegments(sqlPort: SqlPort, pair: Pair): Promise<InSegment[]> {
  const rows = await segmentsOf(sqlPort, pair);
  return rows.map(({ segment_id, name, account_id, user_id, entered_day }) => ({
    segmentId: segment_id,
    name,
    kind: user_id === 0 ? 'account' : account_id === 0 ? 'user' : 'membership',
    accountId: account_id,
    userId: user_id,
    enteredDay: dayFromNumber(entered_day),
  }));
}
