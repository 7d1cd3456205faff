/** @jest-environment jsdom */
import { lookAhead } from './look-ahead';
import { makeAsk } from './parts/ask';
import { keepAnswers } from './parts/kept-answers';

jest.useFakeTimers();

const asked: string[] = [];
const SCREENS = ['privacy', 'settings'].map((id) => ({ id, load: () => Promise.resolve(asked.push(`code of ${id}`)) }));
let end: () => void = () => undefined;
beforeEach(() => {
  asked.length = 0;
  document.body.innerHTML =
    '<nav><a href="#/privacy"><b>Privacy</b></a></nav><a id="row" href="#/settings">Settings</a><p>Text</p><a id="other" href="#/account?id=7">7</a>';
  const ask = keepAnswers(
    makeAsk((call) => {
      asked.push(call);
      return Promise.resolve(null);
    }),
  );
  end = lookAhead('site', SCREENS, ask);
});
afterEach(() => {
  end();
  window.history.replaceState(null, '', '#/');
});

function fire(name: string, selector: string): void {
  document.querySelector(selector)?.dispatchEvent(new Event(name, { bubbles: true }));
}

test('a link of the navigation is asked for when it is pointed at for a moment, not when it is passed over', () => {
  fire('pointerover', 'nav b');
  fire('pointerover', 'p');
  jest.runAllTimers();
  expect(asked).toEqual([]);
  fire('pointerover', 'nav b');
  jest.runAllTimers();
  expect(asked).toEqual(['code of privacy', 'privacy']);
});

test('another link only when it is pressed', () => {
  fire('pointerover', '#row');
  fire('focusin', '#row');
  jest.runAllTimers();
  expect(asked).toEqual([]);
  fire('pointerdown', '#row');
  expect(asked).toEqual(['code of settings', 'access']);
});

test('a screen that is not of this console is not asked for', () => {
  fire('pointerdown', '#other');
  expect(asked).toEqual([]);
});

test('an address that changes is asked for before anybody who draws hears of it, and not when a screen only writes into it', () => {
  const draws = (): number => asked.push('drawn');
  window.addEventListener('hashchange', draws);
  window.history.replaceState(null, '', '#/privacy');
  window.dispatchEvent(new HashChangeEvent('hashchange', { oldURL: 'https://app.test/', newURL: window.location.href }));
  expect(asked).toEqual(['code of privacy', 'privacy', 'drawn']);
  window.dispatchEvent(new HashChangeEvent('hashchange'));
  expect(asked).toEqual(['code of privacy', 'privacy', 'drawn', 'drawn']);
  window.removeEventListener('hashchange', draws);
});

test('the keyboard counts as well, and nothing is asked once it has ended', () => {
  fire('focusin', 'nav a');
  jest.runAllTimers();
  expect(asked).toEqual(['code of privacy', 'privacy']);
  end();
  fire('pointerdown', '#row');
  expect(asked).toEqual(['code of privacy', 'privacy']);
});
