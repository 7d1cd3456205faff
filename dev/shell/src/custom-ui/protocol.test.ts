import fc from 'fast-check';
import { readCall, settle } from './protocol';

describe('readCall', () => {
  test('a call is read as it was sent', () => {
    const call = { tidemark: 'call', id: 3, cmd: 'invoke', payload: { functionKey: 'load' } };
    expect(readCall(call)).toEqual(call);
    expect(readCall({ tidemark: 'call', id: 'a', cmd: 'getContext' })).toEqual({
      tidemark: 'call',
      id: 'a',
      cmd: 'getContext',
      payload: undefined,
    });
  });

  test.each([null, 'call', 7, { tidemark: 'answer', id: 1, cmd: 'x' }, { tidemark: 'call', cmd: 'x' }, { tidemark: 'call', id: 1 }])(
    '%j is not one',
    (message) => {
      expect(readCall(message)).toBeNull();
    },
  );

  test('nothing that arrives makes it throw', () => {
    fc.assert(
      fc.property(fc.anything(), (message) => {
        const call = readCall(message);
        expect(call === null || typeof call.cmd === 'string').toBe(true);
      }),
    );
  });
});

describe('settle', () => {
  const call = { tidemark: 'call', id: 9, cmd: 'invoke', payload: 1 } as const;

  test('the value, under the id of the call', async () => {
    expect(await settle(call, (cmd, payload) => Promise.resolve([cmd, payload]))).toEqual({
      tidemark: 'answer',
      id: 9,
      ok: true,
      value: ['invoke', 1],
    });
  });

  test('a failure is an answer with its name', async () => {
    const failed = await settle(call, () => Promise.reject(new RangeError('too long')));
    expect(failed).toEqual({ tidemark: 'answer', id: 9, ok: false, error: { name: 'RangeError', message: 'too long' } });
  });
});
