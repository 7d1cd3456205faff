import { readBeside, writeBeside } from './beside';

test('up to three segments stand side by side, each once; what is no id is left out', () => {
  expect(readBeside(new URLSearchParams('beside=7&beside=x&beside=7&beside=-1&beside=31&beside=4&beside=5'))).toEqual(['7', '31', '4']);
  expect(readBeside(new URLSearchParams('segment=7'))).toEqual([]);
});

test('whatever is chosen, its address opens the same again, whatever was there before', () => {
  const params = writeBeside(new URLSearchParams('beside=1&stage=Paying'), ['31', '7']);
  expect(params.toString()).toBe('stage=Paying&beside=31&beside=7');
  expect(readBeside(params)).toEqual(['31', '7']);
});
