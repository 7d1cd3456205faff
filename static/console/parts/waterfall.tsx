import { money, roundMoney } from './format';
import { placeOf, waterfallBars, type WaterfallStep } from './waterfall-bars';

type Look = { readonly label: string; readonly tone: 'total' | 'gain' | 'loss' | 'neutral'; readonly href: string | null };

/** From an opening to a closing. Every bar with an address is a link to what it is made of. */
export function Waterfall<Id extends string>(props: {
  label: string;
  steps: readonly WaterfallStep<Id>[];
  lookOf: (id: Id) => Look;
  currentId: Id | null;
}) {
  const { bars, bottom, top } = waterfallBars(props.steps);
  return (
    <>
      <ol className="waterfall" aria-label={props.label}>
        {bars.map((bar, index) => {
          const { label, tone, href } = props.lookOf(bar.id);
          const { start, size } = placeOf(bar, bottom, top);
          const next = bars[index + 1];
          const level = placeOf({ from: 0, to: bar.to, isTotal: true }, bottom, top).size;
          const content = (
            <>
              <span className="waterfall-plot" aria-hidden="true">
                <span
                  className={`waterfall-bar ${tone}`}
                  style={{ insetBlockEnd: `${String(start)}%`, blockSize: `max(${String(size)}%, ${bar.cents === 0 ? '1px' : '3px'})` }}
                />
                {next === undefined || bottom < 0 ? null : (
                  <span className="waterfall-step" style={{ insetBlockEnd: `${String(level)}%` }} />
                )}
              </span>
              <span className="waterfall-term">{label}</span>
              <span className="waterfall-figure" title={money(bar.cents)}>
                {!bar.isTotal && bar.cents > 0 ? '+' : ''}
                {roundMoney(bar.cents)}
              </span>
            </>
          );
          return (
            <li key={bar.id}>
              {href === null ? (
                <span className="waterfall-column">{content}</span>
              ) : (
                <a className="waterfall-column" href={href} aria-current={props.currentId === bar.id ? 'true' : undefined}>
                  {content}
                </a>
              )}
            </li>
          );
        })}
      </ol>
      {bottom > 0 ? (
        <p className="faint waterfall-ground">The bars stand on {roundMoney(bottom)}, not on zero, so that the changes show.</p>
      ) : null}
    </>
  );
}
