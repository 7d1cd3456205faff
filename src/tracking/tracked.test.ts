import fc from 'fast-check';
import { propertiesSchema } from './properties-schema';
import { resolverEvents } from './resolver-events';
import { tracked, trackedError, type CallProperties } from './tracked';

const plan = resolverEvents(['load', 'save'], ['not-allowed', 'TypeError']);
const codes = plan['Call Finished'].properties.code.values;
const schema = propertiesSchema(plan['Call Finished']);

function setUp(handler: (request: string) => unknown, track?: () => Promise<void>) {
  const sent: CallProperties[] = [];
  let lost = 0;
  let time = 100;
  const call = tracked(handler, {
    call: 'save',
    codes,
    now: () => (time += 12.4),
    limitMs: 5,
    onLost: () => (lost += 1),
    track: async (properties) => {
      sent.push(properties);
      await track?.();
    },
  });
  return { call, sent, lost: () => lost };
}
const throwing = (error: unknown) => () => {
  throw error;
};

test.each<[string, unknown, Partial<CallProperties>]>([
  ['an answer', { ok: true, rows: [] }, { outcome: 'ok', code: 'none' }],
  ['no answer', undefined, { outcome: 'ok', code: 'none' }],
  ['a refusal', { ok: false, code: 'not-allowed', message: 'Ask Robin' }, { outcome: 'refused', code: 'not-allowed' }],
  ['a refusal the plan does not know', { ok: false, code: 'Robin may not' }, { outcome: 'refused', code: 'other' }],
  ['a refusal without a code', { ok: false }, { outcome: 'refused', code: 'other' }],
])('%s passes through and becomes an event', async (_name, result, expected) => {
  const { call, sent, lost } = setUp(() => result);
  expect(await call('request')).toBe(result);
  expect(sent).toEqual([{ call: 'save', durationMs: 12, ...expected }]);
  expect(schema.safeParse(sent[0]).success).toBe(true);
  expect(lost()).toBe(0);
});

test.each<[string, unknown, string]>([
  ['a known code', Object.assign(new Error('Robin may not'), { code: 'not-allowed' }), 'not-allowed'],
  ['a known name', new TypeError('secret is undefined'), 'TypeError'],
  ['an unknown error', new Error('not-allowed'), 'other'],
  ['a text', 'not-allowed', 'other'],
  ['nothing', undefined, 'other'],
])('an error with %s is thrown on as it is, and its message stays here', async (_name, error, code) => {
  const { call, sent } = setUp(throwing(error));
  await expect(call('request')).rejects.toBe(error);
  expect(sent).toEqual([{ call: 'save', outcome: 'error', durationMs: 12, code }]);
});

test.each<[string, () => Promise<void>]>([
  ['fails', () => Promise.reject(new Error('queue is full'))],
  ['throws', throwing(new Error('no queue'))],
  ['never ends', () => new Promise(() => undefined)],
])('tracking that %s changes nothing and is counted', async (_name, track) => {
  const good = setUp(() => 'fine', track);
  expect(await good.call('request')).toBe('fine');
  expect(good.lost()).toBe(1);
  const error = new Error('bad');
  const bad = setUp(throwing(error), track);
  await expect(bad.call('request')).rejects.toBe(error);
  expect(bad.lost()).toBe(1);
});

test('whatever is thrown or answered, the event fits the plan', async () => {
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.boolean(), async (thing, throws) => {
      const { call, sent, lost } = setUp(throws ? throwing(thing) : () => Promise.resolve(thing));
      await call('request').catch(() => undefined);
      expect(lost()).toBe(0);
      expect(schema.safeParse(sent[0]).success).toBe(true);
    }),
  );
});

test('reading a code runs no trap', () => {
  const trap = Object.defineProperty({}, 'code', { get: throwing(new Error('trap')) });
  expect(trackedError(trap, codes)).toBe('other');
});
