/** @jest-environment jsdom */
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import type { Ask } from './ask';
import { AskProvider } from './ask-context';
import type { ReleaseMark } from './release-marks';
import { useReleaseMarks } from './use-releases';

Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

const DAYS = ['2026-11-01', '2026-11-02'];
const RELEASES = [{ app: 'checklist', version: '2.1.0', day: '2026-11-02' }];

/** The marks of each drawing of a chart that comes on the page. */
async function drawings(ask: Ask): Promise<(readonly ReleaseMark[])[]> {
  const drawn: (readonly ReleaseMark[])[] = [];
  function Chart() {
    drawn.push(useReleaseMarks(DAYS, '2026-11-03'));
    return null;
  }
  const root = createRoot(document.createElement('div'));
  await act(async () => {
    root.render(
      <AskProvider value={ask}>
        <Chart />
      </AskProvider>,
    );
  });
  act(() => {
    root.unmount();
  });
  return drawn;
}

test('the first chart waits for no release; a later one has its marks when it is first drawn, and is not drawn again', async () => {
  const ask = jest.fn(() => Promise.resolve({ ok: true, value: { releases: RELEASES } }));
  const first = await drawings(ask as unknown as Ask);
  expect(first[0]).toEqual([]);
  expect(first.at(-1)).toMatchObject([{ index: 1, label: '2.1.0' }]);
  const later = await drawings(ask as unknown as Ask);
  expect(later.length).toBe(1);
  expect(later[0]).toEqual(first.at(-1));
  expect(ask).toHaveBeenCalledTimes(1);
});

test('what was refused is asked again by the next chart', async () => {
  const answers = [
    { ok: false, code: 'failed', message: 'No' },
    { ok: true, value: { releases: RELEASES } },
  ];
  const ask = jest.fn(() => Promise.resolve(answers.shift()));
  expect((await drawings(ask as unknown as Ask)).at(-1)).toEqual([]);
  expect((await drawings(ask as unknown as Ask)).at(-1)).toMatchObject([{ index: 1 }]);
  expect(ask).toHaveBeenCalledTimes(2);
});
