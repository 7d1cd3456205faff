import { useId } from 'react';
import type { ReviewsReport } from '../../../../src/contract/reviews';
import { count, roundPercent } from '../../parts/format';
import { starSigns, starWords } from './words';

/** How many reviews have how many stars. */
export function Distribution({ distribution }: { distribution: ReviewsReport['distribution'] }) {
  const headingId = useId();
  const rated = distribution.reduce((sum, { reviews }) => sum + reviews, 0);
  const most = Math.max(1, ...distribution.map(({ reviews }) => reviews));
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>Distribution</h2>
      </div>
      <ul className="stars-bars">
        {distribution.map(({ stars, reviews }) => (
          <li key={stars}>
            <span className="unseen">{starWords(stars)}: </span>
            <span className="stars" aria-hidden="true">
              {starSigns(stars)}
            </span>
            <span className="stars-bar" aria-hidden="true">
              <span style={{ width: `${String((reviews / most) * 100)}%` }} />
            </span>
            <span className="stars-count">
              {count(reviews)} <span className="faint">{rated === 0 ? '' : roundPercent(reviews / rated)}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
