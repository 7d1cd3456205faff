import { whenThereIsRoom } from './room';

const refusal = new Error('too many');
const isRefused = (error: unknown): boolean => error === refusal;

/** Work that is refused so often, and how long it waited between its tries. */
async function refused(times: number, error: Error = refusal) {
  const waits: number[] = [];
  let tries = 0;
  const work = (): Promise<string> => {
    tries += 1;
    return tries > times ? Promise.resolve('done') : Promise.reject(error);
  };
  const sleep = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
  const outcome = await whenThereIsRoom(work, { isRefused, sleep, spread: () => 0.5 }).catch((thrown: unknown) => thrown);
  return { outcome, waits, tries };
}

test('what is refused for its rate is done a moment later', async () => {
  expect(await refused(0)).toEqual({ outcome: 'done', waits: [], tries: 1 });
  expect(await refused(2)).toEqual({ outcome: 'done', waits: [160, 200], tries: 3 });
  expect(await refused(8)).toMatchObject({ outcome: 'done', tries: 9 });
});

test('but not for ever, and never after another failure', async () => {
  expect(await refused(9)).toMatchObject({ outcome: refusal, tries: 9 });
  const other = new Error('broken');
  expect(await refused(1, other)).toEqual({ outcome: other, waits: [], tries: 1 });
});
