import { afterPaint } from './after-paint';

let last: Promise<void> = Promise.resolve();

/**
 * Does what is heavy one after the other, each once the page is painted, so that a press in between is answered in between.
 * What nobody wants any more when its turn comes is left out.
 */
export function inTurn(isWanted: () => boolean, work: () => void): Promise<void> {
  const turn = last.then(async () => {
    if (!isWanted()) return;
    await afterPaint();
    if (isWanted()) work();
  });
  last = turn.catch(() => undefined);
  return turn;
}
