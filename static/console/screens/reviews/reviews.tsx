import { useCallback, useId, useMemo, useState } from 'react';
import type { ReviewsReport, Stars } from '../../../../src/contract/reviews';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { span } from '../../parts/duration';
import { count } from '../../parts/format';
import { Pager } from '../../parts/pager';
import { RefusedScreen } from '../../parts/refusal-message';
import { SelectField } from '../../parts/select-field';
import { ScreenSkeleton } from '../../parts/skeleton';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Distribution } from './distribution';
import { PAGE_SIZE, readQuery, reviewsInput, type ReviewsQuery, writeQuery } from './query';
import { RatingOverTime } from './rating-over-time';
import { ReviewItem } from './review-item';
import { subtitle } from './words';

/** What users say of the apps, and the vendor's answers. */
export function Reviews() {
  const { app, stars, page } = readQuery(usePlace().params);
  const replaceParams = useReplaceParams('reviews');
  const input = useMemo(() => reviewsInput({ app, stars, page }), [app, stars, page]);
  const { loaded, retry } = useAnswer(useAsk(), 'reviews', input);
  const setQuery = useCallback(
    (next: ReviewsQuery) => {
      replaceParams(writeQuery(next));
    },
    [replaceParams],
  );
  switch (loaded.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Reviews" />;
    case 'refused':
      return <RefusedScreen title="Reviews" refusal={loaded.refusal} onRetry={retry} />;
    case 'ready': {
      const report = loaded.value;
      return (
        <div className={loaded.refreshing ? 'refreshing' : undefined} aria-busy={loaded.refreshing}>
          <div className="page-head">
            <div>
              <h1>Reviews</h1>
              <p className="page-sub">{subtitle(report, (iso) => span(iso, report.generatedAt))}</p>
            </div>
            {report.apps.length > 1 ? (
              <SelectField
                label="App"
                all="All apps"
                options={report.apps.map(({ app: value, name, reviews }) => ({ value, label: `${name} (${count(reviews)})` }))}
                value={app}
                onChange={(next) => {
                  setQuery({ app: next, stars, page: 0 });
                }}
              />
            ) : null}
          </div>
          <div className="stack">
            <div className="pair">
              <RatingOverTime months={report.months} />
              <Distribution distribution={report.distribution} />
            </div>
            <List key={report.generatedAt} report={report} query={{ app, stars, page }} onQuery={setQuery} />
          </div>
        </div>
      );
    }
  }
}

const STARS = [{ value: 0, label: 'All' }, ...([5, 4, 3, 2, 1] as const).map((value) => ({ value, label: `${String(value)} ★` }))] as const;

type ListProps = { report: ReviewsReport; query: ReviewsQuery; onQuery: (query: ReviewsQuery) => void };

/** What was answered here stays where it is, with its answer, until the list is asked for again. */
function List({ report, query, onQuery }: ListProps) {
  const headingId = useId();
  const [replies, setReplies] = useState<ReadonlyMap<string, string | null>>(new Map());
  const { rows, total } = report.list;
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          Unanswered first<span className="card-count"> {count(total)}</span>
        </h2>
        <div className="card-actions">
          <Choice<Stars | 0>
            label="Stars"
            options={STARS}
            value={query.stars ?? 0}
            onChange={(stars) => {
              onQuery({ ...query, stars: stars === 0 ? null : stars, page: 0 });
            }}
          />
        </div>
      </div>
      {report.canChange ? null : <p className="reviews-note faint">Only an admin of this site can reply.</p>}
      {rows.length === 0 ? (
        <p className="not-enough">{emptyWords(report)}</p>
      ) : (
        <ul className="reviews">
          {rows.map((review) => (
            <ReviewItem
              key={review.key}
              review={replies.has(review.key) ? { ...review, reply: replies.get(review.key) ?? null } : review}
              canChange={report.canChange}
              isAppShown={report.apps.length > 1}
              onReplied={(reply) => {
                setReplies((before) => new Map([...before, [review.key, reply]]));
              }}
            />
          ))}
        </ul>
      )}
      {total === 0 ? null : (
        <Pager
          things="reviews"
          page={query.page}
          pageSize={PAGE_SIZE}
          total={total}
          onPage={(page) => {
            onQuery({ ...query, page });
          }}
        />
      )}
    </section>
  );
}

function emptyWords({ list, total }: ReviewsReport): string {
  if (list.total > 0) return 'This page is past the end of the list.';
  return total > 0 ? 'No reviews with these stars.' : 'Nobody has written a review yet, as far as the Marketplace was read.';
}
