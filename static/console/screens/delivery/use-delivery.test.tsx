/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { LetterRow } from '../../../../src/contract/delivery';
import { type Invoke, makeAsk } from '../../parts/ask';
import { DEFAULT_QUERY, type DeliveryQuery } from './query';
import { useDelivery } from './use-delivery';
import { useReplay } from './use-replay';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const letter = (letterId: string): LetterRow => ({
  letterId,
  destination: 'segment',
  state: 'parked',
  reason: 'key-refused-401',
  events: 1,
  at: '2028-02-29T10:00:00Z',
});
const report = (ids: readonly string[]) => ({
  scope: 'site',
  canChange: true,
  asOfDay: '2028-02-29',
  generatedAt: '2028-02-29T12:00:00Z',
  destinations: [],
  letters: { rows: ids.map(letter), total: ids.length },
  refusals: [],
  cost: { events: 0, batches: 0, dollars: 0, dollarsPerMillion: null },
});
const ok = (value: unknown) => ({ ok: true, value });

async function mount(answer: (call: string, payload: Record<string, unknown>) => unknown) {
  const asked: { call: string; payload: Record<string, unknown> }[] = [];
  const invoke: Invoke = (call, payload) => {
    asked.push({ call, payload });
    return Promise.resolve(answer(call, payload));
  };
  const ask = makeAsk(invoke);
  const seen: (ReturnType<typeof useDelivery> & ReturnType<typeof useReplay>)[] = [];
  function Probe({ query }: { query: DeliveryQuery }) {
    const delivery = useDelivery(ask, query);
    const replay = useReplay(ask, delivery.letters.kind === 'ready' ? delivery.letters.value.rows : [], delivery.refresh);
    seen.push({ ...delivery, ...replay });
    return null;
  }
  const root = createRoot(document.createElement('div'));
  const now = () => {
    const last = seen.at(-1);
    if (last === undefined) throw new Error('Nothing was drawn');
    return last;
  };
  const draw = (query: DeliveryQuery) => act(async () => root.render(<Probe query={query} />));
  await draw(DEFAULT_QUERY);
  return {
    asked,
    now,
    draw,
    act: (work: () => unknown) =>
      act(async () => {
        await work();
      }),
  };
}

test('one call opens the screen; a filter asks for letters alone, and back again for nothing', async () => {
  const screen = await mount((call) => ok(call === 'letters' ? { rows: [letter('dead-1')], total: 1 } : report(['a', 'b'])));
  expect(screen.asked).toEqual([
    { call: 'delivery', payload: { days: 14, letters: { state: null, destination: null, page: 0, pageSize: 25 } } },
  ]);
  await screen.draw({ ...DEFAULT_QUERY, state: 'dead' });
  expect(screen.asked.at(-1)).toEqual({ call: 'letters', payload: { state: 'dead', destination: null, page: 0, pageSize: 25 } });
  expect(screen.now().letters).toMatchObject({ kind: 'ready', value: { total: 1 } });
  await screen.draw(DEFAULT_QUERY);
  expect(screen.asked).toHaveLength(2);
  expect(screen.now().letters).toMatchObject({ kind: 'ready', value: { total: 2 } });
});

test('the chosen letters are replayed, told, and everything is asked again', async () => {
  let left = ['a', 'b', 'c'];
  const screen = await mount((call, { letterIds }) => {
    if (call !== 'replay') return ok(report(left));
    left = left.filter((id) => !(letterIds as string[]).includes(id));
    return ok({ replayed: 1 });
  });
  await screen.act(() => screen.now().pick(new Set(['a', 'c', 'gone'])));
  expect(screen.now().chosen.map(({ letterId }) => letterId)).toEqual(['a', 'c']);
  await screen.act(() => screen.now().replay());
  expect(screen.asked[1]).toEqual({ call: 'replay', payload: { letterIds: ['a', 'c'] } });
  expect(screen.now().replaying).toEqual({
    kind: 'told',
    words: '1 of 2 batches on the way again; the others were gone or on their way already.',
  });
  expect(screen.now().letters).toMatchObject({ value: { total: 1 }, refreshing: false });
  expect(screen.now().chosen).toEqual([]);
});

test('a refused replay says why and keeps the choice', async () => {
  const screen = await mount((call) =>
    call === 'replay' ? { ok: false, code: 'not-allowed', message: 'Only admins may.' } : ok(report(['a'])),
  );
  await screen.act(() => screen.now().pick(new Set(['a'])));
  await screen.act(() => screen.now().replay());
  expect(screen.now().replaying).toEqual({ kind: 'told', words: 'Only admins may.' });
  expect(screen.now().chosen).toHaveLength(1);
  await screen.act(() => screen.now().forget());
  expect(screen.now()).toMatchObject({ chosen: [], replaying: { kind: 'idle' } });
});
