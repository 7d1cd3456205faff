import { type ReactNode, useId } from 'react';
import { Definition } from '../../parts/definition';

/** A card with a heading that explains itself. */
export function Card(props: { title: string; meaning: string; aside?: ReactNode; children: ReactNode }) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term={props.title} meaning={props.meaning} />
        </h2>
        {props.aside === undefined ? null : <div className="card-actions">{props.aside}</div>}
      </div>
      {props.children}
    </section>
  );
}
