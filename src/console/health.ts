import { z } from 'zod';
import type { AccountHealth, HealthAccountsAnswer, HealthAccountsRequest, HealthBoardAnswer, HealthSource } from '../contract/health';
import { HEALTH_ROWS, HealthColour } from '../contract/health';
import type { AccountFilter } from '../engagement/account-filter';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, SqlPort } from '../platform/ports';
import { readHeld } from '../profiles/health/held';
import { governing, plannedProfiles } from '../profiles/health/planned-profiles';
import type { PlannedProfiles } from '../profiles/health/planned-profiles';
import { sayOf } from '../profiles/health/say';
import { readReasons } from '../profiles/health/reasons';
import { stageNames } from '../profiles/stage-rules/stages-of';
import { turnsOfAccount } from '../store/health';
import { healthOf } from '../store/predictions';
import { accountsInCell, healthCells, latestTurns, stageOfAccount } from '../store/queries/health-board';

type Ports = { readonly sql: SqlPort; readonly clock: ClockPort };

const COLOURS = HealthColour.options;
const LATELY_DAYS = 30;
const MOST_TURNS = 50;
const HISTORY = 30;
const TurnWord = HealthColour.or(z.literal('none'));

/** By stage and colour: how many of the accounts asked about, and what they pay; who of them changed colour lately, and why. */
export async function healthBoard({ sql, clock }: Ports, filter: AccountFilter, canChange: boolean): Promise<HealthBoardAnswer> {
  const [profiles, cells, turns] = await Promise.all([
    plannedProfiles(sql),
    healthCells(sql, filter),
    latestTurns(sql, { sinceDay: dayNumberOf(clock()) + 1 - LATELY_DAYS, limit: MOST_TURNS, filter }),
  ]);
  const nameOf = stageNames(profiles.planned.stored.sources.stages);
  const days = cells.flatMap(({ day }) => day ?? []);
  const known = [...profiles.planned.stored.catalogue.stages.account.keys()];
  const stages = [...new Set<string | null>([...known, ...cells.map(({ stage }) => stage)])].filter((stage) =>
    cells.some((cell) => cell.stage === stage),
  );
  return {
    canChange,
    keptDay: days.length === 0 ? null : dayFromNumber(Math.max(...days)),
    stages: stages.map((stage) => {
      const own = cells.filter((cell) => cell.stage === stage);
      return {
        stage,
        name: stage === null ? null : nameOf(stage),
        source: sourceOf(profiles, stage),
        cells: COLOURS.map((health) => {
          const cell = own.find((each) => each.health === health);
          return { health, accounts: cell?.accounts ?? 0, mrrCents: cell?.mrr_cents ?? 0 };
        }),
        others: own.find(({ health }) => health === null)?.accounts ?? 0,
      };
    }),
    troubles: troublesOf(profiles).map((each) => ({ ...each, name: nameOf(each.stage) })),
    turns: turns.map(({ account_id, mrr_cents, stage, day, was, health, why, ...rest }) => ({
      ...rest,
      stage: stage === null ? null : nameOf(stage),
      accountId: account_id,
      mrrCents: mrr_cents,
      day: dayFromNumber(day),
      was: TurnWord.parse(was),
      health: TurnWord.parse(health),
      reasons: readReasons(why),
    })),
  };
}

function sourceOf(profiles: PlannedProfiles, stage: string | null): HealthSource {
  const profile = governing(profiles, stage);
  if (profile !== undefined) return profile.profile.stage === stage ? 'own rules' : 'rules for every stage';
  return profiles.keyOf(stage) === null ? 'left' : 'scores';
}

function troublesOf({ byStage, planned }: PlannedProfiles): Omit<HealthBoardAnswer['troubles'][number], 'name'>[] {
  return [...byStage].flatMap(([stage, { good, bad }]) =>
    [...good.places, ...bad.places].flatMap((place) => {
      const rule = planned.rules[place];
      return rule === undefined || rule.trouble === null ? [] : [{ stage, words: rule.words, trouble: rule.trouble }];
    }),
  );
}

/** The accounts of a cell of the board. */
export async function healthAccounts(
  { sql }: Ports,
  { stage, health, page, filter }: HealthAccountsRequest,
): Promise<HealthAccountsAnswer> {
  const { rows, total } = await accountsInCell(sql, { stage, health, filter, limit: HEALTH_ROWS, offset: page * HEALTH_ROWS });
  return {
    total,
    rows: rows.map(({ account_id, mrr_cents, asked, since, company, app }) => ({
      ...{ accountId: account_id, company, app, mrrCents: mrr_cents },
      sinceDay: since === null ? null : dayFromNumber(since),
      asked: HealthColour.parse(asked),
    })),
  };
}

/** The health of an account, with what it hangs on today and how it changed; null where nothing is said of it. */
export async function accountHealth({ sql, clock }: Ports, accountId: number): Promise<AccountHealth | null> {
  const [stage, healths, profiles, turns] = await Promise.all([
    stageOfAccount(sql, accountId),
    healthOf(sql, [accountId]),
    plannedProfiles(sql),
    turnsOfAccount(sql, accountId, HISTORY),
  ]);
  const kept = healths.get(accountId);
  if (stage === undefined || kept === undefined) return null;
  const said = (await sayOf(sql, profiles, [{ accountId, stage }], dayNumberOf(clock()))).get(accountId);
  const { health, asked, sinceDay } = readHeld(kept);
  return {
    ...{ health, asked, askedSinceDay: dayFromNumber(sinceDay) },
    source: sourceOf(profiles, stage),
    reasons: [...(said?.reasons() ?? [])],
    history: turns.map(({ day, was, health: turned, why }) => ({
      day: dayFromNumber(day),
      was: TurnWord.parse(was),
      health: TurnWord.parse(turned),
      reasons: readReasons(why),
    })),
  };
}
