import type { PassName, ReportStanding, ReportState } from '../contract/sync';
import { feedOf } from '../marketplace/feeds';
import type { Feed } from '../marketplace/feeds';
import { isOver, isResting, isUnderWay } from '../marketplace/plan';
import type { States } from '../marketplace/plan';
import { todoOf } from '../marketplace/sync-slice';
import { windowKey } from '../marketplace/windows';
import type { MarketplaceFeed, SyncPass } from '../store/queries/sync-feed';
import type { ReadPiece } from '../store/queries/sync-screen-figures';
import type { SyncState } from '../store/queries/sync-state';
import type { SyncWish } from '../store/queries/sync-wishes';

const HOUR_SECONDS = 3_600;
/** The bounds, the scope and the kind of a piece; what follows tells apart the pages that were read of it. */
const NAME_PARTS = 4;

export type StandingFacts = {
  readonly states: readonly SyncState[];
  readonly wishes: readonly SyncWish[];
  readonly pieces: readonly ReadPiece[];
  readonly stored: ReadonlyMap<MarketplaceFeed, number>;
  readonly setAside: ReadonlyMap<MarketplaceFeed, number>;
  /** Milliseconds since the epoch. */
  readonly now: number;
};

/** How one report stands, by what the planner would say of it at that moment. */
export function reportStanding(report: MarketplaceFeed, facts: StandingFacts): ReportStanding {
  const feed = feedOf(report);
  const own = facts.states.filter((state) => state.feed === report);
  const states: States = { full: own.find(({ pass }) => pass === 'full'), delta: own.find(({ pass }) => pass === 'delta') };
  const wish = facts.wishes.find((one) => one.feed === report);
  const state = stateOf(states, wish, facts.now);
  const unfinished = own.find((one) => !isOver(one));
  const failing = own.filter(({ errorAt }) => errorAt !== null).sort((a, b) => ((a.errorAt ?? '') < (b.errorAt ?? '') ? 1 : -1))[0];
  const doneRun = Math.max(...own.map((one) => one.doneRun ?? 0), 0);
  return {
    report,
    title: feed.title,
    state,
    pass: unfinished?.pass ?? wish?.wantedPass ?? (states.full === undefined ? 'full' : null),
    pieces: unfinished === undefined ? null : progressOf(unfinished, facts.pieces),
    rows: facts.stored.get(report) ?? 0,
    setAside: facts.setAside.get(report) ?? 0,
    last: lastPass(own, facts.pieces),
    completeAt: doneRun === 0 ? null : instantOf(doneRun),
    nextAt: state === 'done' ? dueAt(feed, states) : null,
    error:
      failing === undefined
        ? null
        : { code: failing.errorCode ?? 'unknown', message: failing.errorMessage ?? '', at: failing.errorAt ?? instantOf(failing.run) },
    hasUpdates: feed.delta !== null,
  };
}

function stateOf(states: States, wish: SyncWish | undefined, now: number): ReportState {
  const isPaused = (wish?.pausedAt ?? null) !== null;
  if (isUnderWay(states, now)) return isPaused ? 'stopping' : 'running';
  if (isPaused) return 'paused';
  if ((wish?.wantedPass ?? null) !== null) return 'waiting';
  const known = [states.full, states.delta].filter((state) => state !== undefined);
  if (known.some((state) => isResting(state, now))) return 'resting';
  return states.full !== undefined && known.every(isOver) ? 'done' : 'waiting';
}

/** A piece counts as read when it is no longer among those to read; a list read page by page is one piece. */
function progressOf(state: SyncState, pieces: readonly ReadPiece[]): ReportStanding['pieces'] {
  const todo = todoOf(state.todo);
  if (todo === null) return null;
  const left = new Set(todo.map(windowKey));
  const read = new Set(piecesOf(state, state.run, pieces).map((piece) => piece.windowKey.split('|').slice(0, NAME_PARTS).join('|')));
  const done = [...read].filter((name) => !left.has(name)).length;
  return { done, all: done + left.size };
}

/** The pass that came to its end last, with its figures as far as they are kept. */
function lastPass(own: readonly SyncState[], pieces: readonly ReadPiece[]): ReportStanding['last'] {
  const [last] = own
    .filter(({ doneAt, doneRun }) => doneAt !== null && doneRun !== null)
    .sort((a, b) => (b.doneRun ?? 0) - (a.doneRun ?? 0));
  if (last === undefined) return null;
  const { doneAt, doneRun, pass } = last;
  if (doneAt === null || doneRun === null) return null;
  const figures = piecesOf(last, doneRun, pieces);
  return {
    pass,
    read: figures.reduce((sum, piece) => sum + piece.read, 0),
    changed: figures.reduce((sum, piece) => sum + piece.changed, 0),
    seconds: Math.max(0, Math.round(Date.parse(doneAt) / 1000 - doneRun)),
    doneAt,
  };
}

function piecesOf(of: { readonly feed: MarketplaceFeed; readonly pass: SyncPass }, run: number, pieces: readonly ReadPiece[]) {
  return pieces.filter((piece) => piece.feed === of.feed && piece.pass === of.pass && piece.run === run);
}

function dueAt(feed: Feed, { full, delta }: States): string | null {
  if (full === undefined) return null;
  const wholeAt = full.run + feed.fullEveryHours * HOUR_SECONDS;
  if (feed.delta === null) return instantOf(wholeAt);
  return instantOf(Math.min(wholeAt, Math.max(full.run, delta?.doneRun ?? 0) + feed.deltaEveryHours * HOUR_SECONDS));
}

const instantOf = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** What is read when a pass is asked for: a report without updates has only the whole. */
export function passOf(report: MarketplaceFeed, pass: PassName): PassName {
  return feedOf(report).delta === null ? 'full' : pass;
}
