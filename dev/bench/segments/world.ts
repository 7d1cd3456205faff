import type { SegmentCatalogue } from '../../../src/segments/catalogue';
import {
  addAccount,
  addMembership,
  addUser,
  columnFor,
  type Facts,
  newFacts,
  setValue,
  VARIANT_BITS,
  variantFor,
} from '../../../src/segments/facts';
import type { DuckDb } from '../duckdb/connect';

/** 2026-06-01 as days since 1970-01-01. */
export const TODAY = 20_605;
export const ROWS_PER_USER = 20;
export const EVENTS = Array.from({ length: 8 }, (_, index) => `Event ${index} Done`);
const PLANS = ['Free', 'Standard', 'Premium', 'Enterprise'];
const MOODS = ['calm', 'curious', 'bored', 'cross', 'new'];
const ROLES = ['Member', 'Member', 'Admin', 'Owner'];

export const CATALOGUE: SegmentCatalogue = {
  properties: {
    account: new Map([
      ['plan', { label: 'Plan', type: 'text' }],
      ['seats', { label: 'Seats', type: 'number' }],
      ['mrr', { label: 'MRR', type: 'money' }],
      ['since', { label: 'Customer since', type: 'day' }],
    ]),
    user: new Map([
      ['mood', { label: 'Mood', type: 'text' }],
      ['score', { label: 'Score', type: 'number' }],
      ['joined', { label: 'Joined', type: 'day' }],
    ]),
    membership: new Map([['Role', { label: 'Role', type: 'text' }]]),
  },
  events: new Map(EVENTS.map((name) => [name, { label: name, activity: true, screen: false, properties: new Map() }])),
  stages: { account: new Map(), user: new Map(), membership: new Map() },
  tags: { account: new Set(), user: new Set(), membership: new Set() },
};

const PRIME = 2_147_483_647;
/** Chance from whole numbers alone, so that a database makes the same of them. */
function chance(subject: number, row: number, what: number): number {
  const mixed = (subject * 48_271 + row * 69_621 + what * 16_807 + 12_345) % PRIME;
  return Math.floor(((((mixed * 48_271) % PRIME) * 16_807) % PRIME) / 7);
}
const chanceSql = (subject: string, row: string, what: number): string =>
  `((((((${subject}::BIGINT * 48271 + ${row}::BIGINT * 69621 + ${what * 16_807} + 12345) % ${PRIME}) * 48271) % ${PRIME}) * 16807) % ${PRIME}) // 7`;

const noScore = (user: number): boolean => chance(user, 0, 10) % 10 === 0;

/** Accounts, users who are in one of them or in two, and what they did: 20 rows each, of the last year. */
export function sampleFacts(accounts: number, users: number): Facts {
  const facts = newFacts({ accounts, users, memberships: Math.ceil(users * 1.12), rows: users * ROWS_PER_USER });
  const variants = EVENTS.map((event) => variantFor(facts, event));
  const column = {
    plan: columnFor(facts, 'account', 'plan', 'text'),
    seats: columnFor(facts, 'account', 'seats', 'number'),
    mrr: columnFor(facts, 'account', 'mrr', 'money'),
    since: columnFor(facts, 'account', 'since', 'day'),
    mood: columnFor(facts, 'user', 'mood', 'text'),
    score: columnFor(facts, 'user', 'score', 'number'),
    joined: columnFor(facts, 'user', 'joined', 'day'),
    role: columnFor(facts, 'membership', 'Role', 'text'),
  };
  const setDayNumber = (target: typeof column.since, subject: number, day: number): void => {
    if (target.by === 'range') target.values[subject] = day;
  };
  for (let account = 0; account < accounts; account += 1) {
    addAccount(facts);
    setValue(column.plan, account, PLANS[chance(account, 0, 20) % 4] ?? '');
    setValue(column.seats, account, chance(account, 0, 21) % 500);
    setValue(column.mrr, account, chance(account, 0, 22) % 500_000);
    setDayNumber(column.since, account, TODAY - (chance(account, 0, 23) % 900));
  }
  for (let user = 0; user < users; user += 1) {
    addUser(facts);
    setValue(column.mood, user, MOODS[chance(user, 0, 11) % 5] ?? '');
    setValue(column.score, user, noScore(user) ? null : chance(user, 0, 12) % 1000);
    setDayNumber(column.joined, user, TODAY - (chance(user, 0, 13) % 900));
    const home = chance(user, 0, 1) % accounts;
    const other = chance(user, 0, 2) % accounts;
    const inTwo = chance(user, 0, 3) % 10 === 0 && other !== home;
    for (const [place, account] of (inTwo ? [home, other] : [home]).entries()) {
      const membership = addMembership(facts, account, user);
      setValue(column.role, membership, ROLES[chance(user, place, 14) % 4] ?? '');
      takeRows(facts, variants, membership, user, (row) => (inTwo && row % 4 === 3 ? 1 : 0) === place);
    }
  }
  return facts;
}

function takeRows(facts: Facts, variants: readonly number[], membership: number, user: number, isHere: (row: number) => boolean): void {
  const rows: { key: number; count: number }[] = [];
  const lag = (chance(user, 0, 7) % 5) * 60;
  for (let row = 0; row < ROWS_PER_USER; row += 1) {
    if (!isHere(row)) continue;
    const day = TODAY - lag - (chance(user, row, 5) % 120);
    const variant = variants[chance(user, row, 4) % EVENTS.length] ?? 0;
    rows.push({ key: ((day << VARIANT_BITS) | variant) >>> 0, count: 1 + (chance(user, row, 6) % 5) });
  }
  rows.sort((a, b) => a.key - b.key);
  facts.rowStart[membership] = facts.rowsUsed;
  facts.rowLength[membership] = rows.length;
  facts.rowRoom[membership] = rows.length;
  for (const { key, count } of rows) {
    facts.keys[facts.rowsUsed] = key;
    facts.counts[facts.rowsUsed] = count;
    facts.rowsUsed += 1;
  }
}

const pick = (values: readonly string[], index: string): string => `[${values.map((value) => `'${value}'`).join()}][(${index}) + 1]`;

/** The same by the same arithmetic, made by the database itself. */
export async function fillDuckDb(duckDb: DuckDb, accounts: number, users: number): Promise<void> {
  const c = chanceSql;
  await duckDb.run(`CREATE TABLE account AS SELECT i::INTEGER AS id, ${pick(PLANS, `${c('i', '0', 20)} % 4`)} AS plan,
    (${c('i', '0', 21)} % 500)::INTEGER AS seats, (${c('i', '0', 22)} % 500000)::INTEGER AS mrr, (${TODAY} - ${c('i', '0', 23)} % 900)::INTEGER AS since
    FROM range(${accounts}) t(i)`);
  await duckDb.run(`CREATE TABLE usr AS SELECT i::INTEGER AS id, ${pick(MOODS, `${c('i', '0', 11)} % 5`)} AS mood,
    CASE WHEN ${c('i', '0', 10)} % 10 = 0 THEN NULL ELSE (${c('i', '0', 12)} % 1000)::INTEGER END AS score,
    (${TODAY} - ${c('i', '0', 13)} % 900)::INTEGER AS joined FROM range(${users}) t(i)`);
  await duckDb.run(`CREATE TABLE place AS SELECT i::INTEGER AS usr, (${c('i', '0', 1)} % ${accounts})::INTEGER AS home, (${c('i', '0', 2)} % ${accounts})::INTEGER AS other,
    ${c('i', '0', 3)} % 10 = 0 AND ${c('i', '0', 2)} % ${accounts} <> ${c('i', '0', 1)} % ${accounts} AS in_two FROM range(${users}) t(i)`);
  await duckDb.run(`CREATE TABLE membership AS SELECT usr, account, "Role" FROM (
    SELECT usr, home AS account, ${pick(ROLES, `${c('usr', '0', 14)} % 4`)} AS "Role" FROM place
    UNION ALL SELECT usr, other, ${pick(ROLES, `${c('usr', '1', 14)} % 4`)} FROM place WHERE in_two) ORDER BY usr`);
  await duckDb.run(`CREATE TABLE event AS SELECT usr, CASE WHEN in_two AND r % 4 = 3 THEN other ELSE home END AS account,
    (${c('usr', 'r', 4)} % ${EVENTS.length})::INTEGER AS event, (${TODAY} - (${c('usr', '0', 7)} % 5) * 60 - ${c('usr', 'r', 5)} % 120)::INTEGER AS day,
    (1 + ${c('usr', 'r', 6)} % 5)::INTEGER AS uses FROM place, range(${ROWS_PER_USER}) t(r) ORDER BY usr, day`);
}
