import { createTimeline } from './timeline';

test('runs what is due in order of time, and nothing once it was stopped', () => {
  let now = 0;
  const ran: string[] = [];
  const timeline = createTimeline({ now: () => now, live: false });
  timeline.at(20, () => ran.push('later'));
  timeline.at(10, () => ran.push('first'));
  timeline.at(10, () => ran.push('second'));
  timeline.at(10, () => ran.push('taken back'))();
  now = 10;
  expect(timeline.runDue()).toBe(true);
  expect(ran).toEqual(['first', 'second']);
  timeline.stop();
  timeline.at(5, () => ran.push('after the end'));
  now = 30;
  expect(timeline.runDue()).toBe(false);
  expect([timeline.nextDueAt(), ran]).toEqual([null, ['first', 'second']]);
});
