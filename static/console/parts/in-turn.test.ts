/** @jest-environment jsdom */
import { afterPaint } from './after-paint';
import { inTurn } from './in-turn';

const always = (): boolean => true;

test('one after the other, with a painted page between them', async () => {
  const done: string[] = [];
  const first = inTurn(always, () => done.push('first'));
  const second = inTurn(always, () => done.push('second'));
  await first;
  expect(done).toEqual(['first']);
  await second;
  expect(done).toEqual(['first', 'second']);
});

test('what is not wanted any more has no turn, whether it waits or is next', async () => {
  const done: string[] = [];
  let isOnPage = true;
  const turns = [
    inTurn(always, () => done.push('kept')),
    inTurn(
      () => isOnPage,
      () => done.push('gone'),
    ),
    inTurn(always, () => done.push('after')),
  ];
  await turns[0];
  isOnPage = false;
  await Promise.all(turns);
  expect(done).toEqual(['kept', 'after']);
  isOnPage = true;
  const next = inTurn(
    () => isOnPage,
    () => done.push('left while it waited for the paint'),
  );
  await Promise.resolve();
  isOnPage = false;
  await next;
  await afterPaint();
  expect(done).toEqual(['kept', 'after']);
});

test('what fails says so to who asked for it, and the next has its turn', async () => {
  const failing = inTurn(always, () => {
    throw new Error('no room');
  });
  const next = inTurn(always, () => undefined);
  await expect(failing).rejects.toThrow('no room');
  await expect(next).resolves.toBeUndefined();
});
