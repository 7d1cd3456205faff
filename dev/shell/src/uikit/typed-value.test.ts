import fc from 'fast-check';
import { typedValue, whenRendered, whenTyped } from './typed-value';

describe('an input whose app renders later', () => {
  test('fast typing is never put back by an older echo', () => {
    let state = typedValue('');
    state = whenTyped(whenTyped(whenTyped(state, 'a'), 'ab'), 'abc');
    state = whenRendered(state, 'a');
    expect(state.shown).toBe('abc');
    state = whenRendered(state, 'abc');
    expect(state).toEqual({ shown: 'abc', fromApp: 'abc', echoes: [] });
  });

  test('an app that clears its field is obeyed', () => {
    let state = whenRendered(whenTyped(typedValue(''), 'milk'), 'milk');
    state = whenRendered(state, '');
    expect(state.shown).toBe('');
  });

  test('an app that corrects what was typed is obeyed', () => {
    expect(whenRendered(whenTyped(typedValue(''), 'a'), 'A').shown).toBe('A');
  });

  test('a commit for another reason changes nothing', () => {
    const state = whenTyped(typedValue('x'), 'xy');
    expect(whenRendered(state, 'x')).toBe(state);
  });

  test('once every echo came back, what is shown is what was typed last', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (typed) => {
        let state = typed.reduce(whenTyped, typedValue(''));
        for (const echo of typed) {
          state = whenRendered(state, echo);
          expect(state.shown).toBe(typed.at(-1));
        }
        expect(state.echoes).toEqual([]);
      }),
    );
  });
});
