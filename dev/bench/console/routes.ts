import { z } from 'zod';
import { median } from '../report';
import type { Opened, Stage } from './stage';

const Change = z.object({ answeredMs: z.number(), contentMs: z.number(), title: z.string() });
export type Change = z.infer<typeof Change>;
export type Route = { readonly name: string; readonly hash: string };

/** Every screen that is reached from the navigation, and an account and a user, which are reached from the list. */
export async function routes(stage: Stage): Promise<Route[]> {
  const Page = z.object({ value: z.object({ rows: z.array(z.object({ accountId: z.number(), usersSeen30: z.number() })).min(1) }) });
  const { rows } = Page.parse(await stage.ask('accounts', { pageSize: 50 })).value;
  const accountId = rows.find(({ usersSeen30 }) => usersSeen30 > 0)?.accountId ?? 1;
  const Members = z.object({ value: z.object({ rows: z.array(z.object({ userId: z.number() })).min(1) }) });
  const [member] = Members.parse(await stage.ask('members', { accountId })).value.rows;
  const named = ['overview', 'accounts', 'engagement', 'revenue', 'sync', 'reviews', 'delivery', 'privacy', 'settings'];
  return [
    ...named.map((name) => ({ name, hash: `#/${name}` })),
    { name: 'account', hash: `#/account?id=${String(accountId)}` },
    { name: 'user', hash: `#/user?id=${String(member?.userId)}` },
  ];
}

export async function change(opened: Opened, { hash }: Route): Promise<Change> {
  return Change.parse(await opened.frame.evaluate(`bench.change(${JSON.stringify(hash)})`));
}

/** Until the page has done in its idle time what it does there. */
async function rest(opened: Opened): Promise<void> {
  await opened.page.waitForLoadState('networkidle');
  await opened.page.waitForTimeout(1_500);
}

/** The first visit of each screen at once after a cold load: its code is still on the way. */
export async function hastyVisits(stage: Stage, slowdown: number, all: readonly Route[]): Promise<Map<string, Change>> {
  const found = new Map<string, Change>();
  for (const route of all.slice(1)) {
    const opened = await stage.open(slowdown);
    found.set(route.name, await change(opened, route));
    await opened.close();
  }
  return found;
}

type Visit = Pick<Change, 'answeredMs' | 'contentMs'>;

/** Nobody has read a screen sooner. */
const LOOK_MS = 1_000;

/** The first visit of each screen, from the first one, once that was looked at for a moment; medians over as many fresh browsers as rounds. */
export async function firstVisits(stage: Stage, slowdown: number, all: readonly Route[], rounds: number): Promise<Map<string, Visit>> {
  const [home, ...others] = all;
  const visits = new Map<string, Change[]>();
  for (let round = 0; round < rounds; round += 1) {
    const opened = await stage.open(slowdown);
    await rest(opened);
    for (const route of others) {
      await opened.page.waitForTimeout(LOOK_MS);
      visits.set(route.name, [...(visits.get(route.name) ?? []), await change(opened, route)]);
      if (home !== undefined) await change(opened, home);
    }
    await opened.close();
  }
  const middle = (times: readonly Change[], which: keyof Visit): number => median(times.map((each) => each[which]));
  return new Map(
    [...visits].map(([name, times]) => [name, { answeredMs: middle(times, 'answeredMs'), contentMs: middle(times, 'contentMs') }]),
  );
}

/** From each screen to each other, every one visited before; medians over the rounds, by `from to`. */
export async function allChanges(stage: Stage, slowdown: number, all: readonly Route[], rounds: number): Promise<Map<string, number>> {
  const opened = await stage.open(slowdown);
  await rest(opened);
  for (const route of all.slice(1)) await change(opened, route);
  const times = new Map<string, number[]>();
  let current = all.at(-1);
  for (let round = 0; round < rounds; round += 1) {
    for (const [from, to] of roundTrip(all.length)) {
      const [start, end] = [all[from], all[to]];
      if (start === undefined || end === undefined) continue;
      if (current !== start) await change(opened, start);
      const { contentMs } = await change(opened, end);
      const key = `${start.name} ${end.name}`;
      times.set(key, [...(times.get(key) ?? []), contentMs]);
      current = end;
    }
  }
  await opened.close();
  return new Map([...times].map(([key, values]) => [key, median(values)]));
}

/** A way along every ordered pair of `count` places exactly once: 0→1→0→2→0…, then the same among the rest. */
function roundTrip(count: number): [number, number][] {
  const way: [number, number][] = [];
  for (let hub = 0; hub < count - 1; hub += 1) for (let other = hub + 1; other < count; other += 1) way.push([hub, other], [other, hub]);
  return way;
}
