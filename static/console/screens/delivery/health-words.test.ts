import { DestinationName, DestinationState } from '../../../../src/contract/delivery';
import { canTryAgain, healthSentence, nextStep, type Sentence } from './health-words';

const text = (sentence: Sentence | null): string => (sentence ?? []).map((part) => (typeof part === 'string' ? part : part.code)).join('');

test('a refused key names the variable to set, and who can set it', () => {
  const refused = { destination: 'segment', state: 'paused', reason: 'key-refused-401' } as const;
  expect(healthSentence(refused)).toBe('It refuses the key (401). Its events are parked.');
  expect(text(nextStep(refused, 'vendor'))).toContain('Set a valid key in the Forge variable SEGMENT_WRITE_KEY, deploy again');
  expect(text(nextStep(refused, 'site'))).toContain('The app’s vendor has to set a valid key (Forge variable SEGMENT_WRITE_KEY)');
});

test('an answer that no destination gives points at the address, not at the key', () => {
  const strange = { destination: 'journy', state: 'paused', reason: 'answered-html' } as const;
  expect(text(nextStep(strange, 'vendor'))).toContain('Set the right address in the Forge variable JOURNY_HOST');
});

test('a blocked way out says who opens it', () => {
  const blocked = { destination: 'segment', state: 'egress-off', reason: 'egress-off' } as const;
  expect(text(nextStep(blocked, 'site'))).toMatch(/organization admin .* admin\.atlassian\.com/);
  expect(healthSentence(blocked)).toContain('never sent later');
});

test('every state of every destination is told, and what is wrong says what to do next', () => {
  for (const destination of DestinationName.options) {
    for (const state of DestinationState.options) {
      const health = { destination, state, reason: null };
      expect(healthSentence(health)).toMatch(/\.$/);
      for (const scope of ['vendor', 'site'] as const) expect(nextStep(health, scope) === null).toBe(state === 'on');
    }
  }
});

test('trying again is offered where a try is waited for', () => {
  expect(DestinationState.options.filter(canTryAgain)).toEqual(['failing', 'paused', 'egress-off']);
});
