import { DestinationName, DestinationState } from '../../../../src/contract/delivery';
import { canTryAgain, healthSentence, nextStep, type Sentence, triedWords } from './health-words';

const text = (sentence: Sentence | null): string => (sentence ?? []).map((part) => (typeof part === 'string' ? part : part.code)).join('');

test('a refused key names the variable to set, and who can set it', () => {
  const refused = { destination: 'segment', state: 'paused', reason: 'key-refused-401' } as const;
  expect(healthSentence(refused)).toBe('It refuses the key (401). Its events are parked.');
  expect(text(nextStep(refused, { scope: 'vendor', canChange: true }))).toContain(
    'Set a valid key in the Forge variable SEGMENT_WRITE_KEY, deploy again',
  );
  expect(text(nextStep(refused, { scope: 'site', canChange: true }))).toContain(
    'The app’s vendor has to set a valid key (Forge variable SEGMENT_WRITE_KEY)',
  );
});

test('an answer that no destination gives points at the address, not at the key', () => {
  const strange = { destination: 'journy', state: 'paused', reason: 'answered-html' } as const;
  expect(text(nextStep(strange, { scope: 'vendor', canChange: true }))).toContain(
    'Set the right address in the Forge variable JOURNY_HOST',
  );
});

test('a blocked way out says who opens it', () => {
  const blocked = { destination: 'segment', state: 'egress-off', reason: 'egress-off' } as const;
  expect(text(nextStep(blocked, { scope: 'site', canChange: true }))).toMatch(/organization admin .* admin\.atlassian\.com/);
  expect(healthSentence(blocked)).toContain('never sent later');
});

test('every state of every destination is told, and what is wrong says what to do next', () => {
  for (const destination of DestinationName.options) {
    for (const state of DestinationState.options) {
      const health = { destination, state, reason: null };
      expect(healthSentence(health)).toMatch(/\.$/);
      for (const scope of ['vendor', 'site'] as const) {
        for (const canChange of [true, false]) expect(nextStep(health, { scope, canChange }) === null).toBe(state === 'on');
      }
    }
  }
});

test('who may not try again is told to ask somebody who may', () => {
  for (const destination of DestinationName.options) {
    for (const state of DestinationState.options) {
      for (const scope of ['vendor', 'site'] as const) {
        const words = text(nextStep({ destination, state, reason: null }, { scope, canChange: false }));
        expect(words).not.toContain('press');
      }
    }
  }
  const blocked = { destination: 'segment', state: 'egress-off', reason: null } as const;
  expect(text(nextStep(blocked, { scope: 'site', canChange: false }))).toContain('ask an admin to try again');
});

test('after a pause a try that succeeds also tells what becomes of what is parked', () => {
  expect(triedWords('paused', 'on')).toContain('parked follows by itself');
  expect(triedWords('egress-off', 'on')).toBe('It takes events again.');
  expect(triedWords('paused', 'paused')).toBe('Not yet: it is still paused.');
});

test('trying again is offered where a try is waited for', () => {
  expect(DestinationState.options.filter(canTryAgain)).toEqual(['failing', 'paused', 'egress-off']);
});
