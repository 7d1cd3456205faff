/** One column: what is stacked above zero and below it. Values carry their sign. */
export type StackedColumn = {
  readonly id: string;
  readonly label: string;
  /** Read out and shown on hover; tells all that the column's height cannot. */
  readonly words: string;
  readonly href: string | null;
  readonly layers: readonly { readonly name: string; readonly value: number; readonly tone: string }[];
  /** Stands above the column. */
  readonly figure?: string;
  /** How high it was in the period that it is compared with. */
  readonly before?: number;
  /** What came out in it. */
  readonly mark?: string;
  /** What it is of has not ended; it is drawn paler. */
  readonly isRunning?: boolean;
};

/** How high a column reaches above zero, and how deep below it. */
export function reachOf(layers: StackedColumn['layers']): { readonly above: number; readonly below: number } {
  let [above, below] = [0, 0];
  for (const { value } of layers) {
    if (value > 0) above += value;
    else below -= value;
  }
  return { above, below };
}

/** Layers from zero upwards and downwards, in their order; a zero draws nothing. `from` is below zero for what is lost. */
export function placed(layers: StackedColumn['layers']): { name: string; tone: string; from: number; size: number }[] {
  let [top, bottom] = [0, 0];
  return layers.flatMap(({ name, tone, value }) => {
    if (value === 0) return [];
    const from = value > 0 ? top : bottom + value;
    if (value > 0) top += value;
    else bottom += value;
    return [{ name, tone, from, size: Math.abs(value) }];
  });
}

/** Where there is little room, half of them stay. */
const MOST_LABELS = 14;

/** Stacked columns around zero, each a link where it has an address. Labels thin out where they would touch. */
export function Columns({ label, columns, currentId }: { label: string; columns: readonly StackedColumn[]; currentId: string | null }) {
  const reaches = columns.map(({ layers }) => reachOf(layers));
  const above = Math.max(0, ...reaches.map((reach) => reach.above), ...columns.map(({ before = 0 }) => before));
  const below = Math.max(0, ...reaches.map((reach) => reach.below));
  const span = above + below === 0 ? 1 : above + below;
  const share = (value: number): string => `${String((value / span) * 100)}%`;
  const each = Math.ceil(columns.length / MOST_LABELS);
  const isSpare = (index: number): boolean => columns.length > MOST_LABELS / 2 && index % (2 * each) !== 0;
  const hasMarks = columns.some(({ mark }) => mark !== undefined);
  return (
    <ol className={hasMarks ? 'columns marked' : 'columns'} aria-label={label}>
      {columns.map(({ id, label: name, words, href, layers, figure, mark, before, isRunning = false }, index) => {
        const content = (
          <>
            <span className="columns-plot" aria-hidden="true">
              {placed(layers).map(({ name: layer, tone, from, size }) => (
                <span
                  key={layer}
                  className={`columns-layer ${tone}`}
                  style={{ insetBlockEnd: share(below + from), blockSize: share(size) }}
                />
              ))}
              {mark === undefined ? null : (
                <span className="columns-release">
                  <span>{mark}</span>
                </span>
              )}
              {before === undefined ? null : <span className="columns-before" style={{ insetBlockEnd: share(below + before) }} />}
              {figure === undefined ? null : (
                <span className="columns-figure" style={{ insetBlockEnd: share(below + (reaches[index]?.above ?? 0)) }}>
                  {figure}
                </span>
              )}
              {below === 0 ? null : <span className="columns-zero" style={{ insetBlockEnd: share(below) }} />}
            </span>
            <span className={isSpare(index) ? 'columns-label spare' : 'columns-label'} aria-hidden="true">
              {index % each === 0 ? name : '\u00a0'}
            </span>
            <span className="unseen">{words}</span>
          </>
        );
        return (
          <li key={id} title={words} className={isRunning ? 'running' : undefined}>
            {href === null ? (
              <span className="columns-column">{content}</span>
            ) : (
              <a className="columns-column" href={href} aria-current={currentId === id ? 'true' : undefined}>
                {content}
              </a>
            )}
          </li>
        );
      })}
    </ol>
  );
}
