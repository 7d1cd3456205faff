import { wrongTelling } from './truth';

test.each<[string, string[], string[], string | null]>([
  ['every state', ['a', 'b', 'a'], ['a', 'b', 'a'], null],
  ['a state that nobody saw', ['a', 'c'], ['a', 'b', 'c'], null],
  ['nothing, of a row that never had anything to tell', [], [], null],
  ['one state twice', ['a', 'a'], ['a'], 'the same state twice in a row'],
  ['a swallowed return', ['a', 'b'], ['a', 'b', 'a'], 'not the last state'],
  ['an invention', ['a', 'x'], ['a', 'b'], 'a state that never was'],
  ['a step back', ['b', 'a'], ['a', 'b'], 'a state after it had passed'],
  ['silence', [], ['a'], 'not the last state'],
])('told %s', (_name, told, states, problem) => {
  expect(wrongTelling(told, states)).toBe(problem);
});
