import type { Delta } from './delta';

const MARK = { up: '↑', down: '↓', flat: '→' } as const;
const SPOKEN = { up: 'up', down: 'down', flat: 'unchanged' } as const;

/** A change as an arrow and how much: green for the better, red for the worse. */
export function Moved({ change, isLessBetter = false }: { change: Delta; isLessBetter?: boolean }) {
  const tone = change.direction === 'flat' ? 'flat' : (change.direction === 'up') === isLessBetter ? 'bad' : 'good';
  return (
    <span className={`delta ${tone}`}>
      <span aria-hidden="true">{MARK[change.direction]} </span>
      <span className="unseen">{SPOKEN[change.direction]} </span>
      {change.text}
    </span>
  );
}
