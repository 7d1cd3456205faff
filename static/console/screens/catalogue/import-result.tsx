import { count, counted } from '../../parts/format';
import type { ImportFigures, ProfileImporting } from './use-profile-import';

/** How far it is, what changed, and which rows stayed out. */
export function ImportResult({ importing }: { importing: ProfileImporting }) {
  if (importing.kind === 'idle') return null;
  const { figures } = importing;
  return (
    <div className="import-result">
      {importing.kind === 'running' ? (
        <progress className="import-progress" aria-label="Rows of the file" max={figures.rows} value={figures.read} />
      ) : null}
      <p role="status">
        {importing.kind === 'running'
          ? `${count(figures.read)} of ${counted(figures.rows, 'row')} …`
          : importing.kind === 'done'
            ? `${figures.isTrial ? 'The trial is over' : 'The import is over'}: ${outcomeWords(figures)}`
            : `${figures.isTrial ? 'The trial' : 'The import'} rests: ${outcomeWords(figures)}`}
      </p>
      {importing.kind === 'paused' ? (
        <p role="alert" className="target-trouble">
          It rests after {count(figures.read)} of {counted(figures.rows, 'row')}. {importing.why}{' '}
          {figures.isTrial ? '' : 'What was imported until then stays. '}Go on, or begin again: rows that are in are not counted twice.
        </p>
      ) : null}
      {figures.asideTotal === 0 ? null : (
        <>
          <h3>
            {counted(figures.asideTotal, 'row')} left out
            {figures.asideTotal > figures.aside.length ? `; the first ${count(figures.aside.length)}` : ''}
          </h3>
          <ul className="import-aside">
            {figures.aside.map(({ line, problem }) => (
              <li key={line}>
                Line {count(line)}: {problem}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function outcomeWords({ isTrial, changed, unchanged }: ImportFigures): string {
  const [would, are] = isTrial
    ? ['would change', 'would stay']
    : [changed === 1 ? 'was changed' : 'were changed', unchanged === 1 ? 'was' : 'were'];
  return `${count(changed)} ${would}, ${count(unchanged)} ${are} ${isTrial ? 'as they are' : 'so already'}.`;
}
