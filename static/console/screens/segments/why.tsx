import { useEffect, useMemo, useRef, useState } from 'react';
import type { Explained, WhyAnswer } from '../../../../src/contract/segments';
import type { SubjectKind } from '../../../../src/segments/value';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import { SearchField } from '../../parts/search-field';
import { useAnswer } from '../../parts/use-answer';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { accountHref } from '../accounts/account-columns';
import { KIND_WORDS } from './builder/words';
import { subjectKey, SubjectLink, subjectName } from './subject';

/** Why somebody is in the segment or not, condition by condition. The address names whom. */
export function Why({ segmentId, kind }: { segmentId: number; kind: SubjectKind }) {
  const { params } = usePlace();
  const replaceParams = useReplaceParams('segment');
  const [search, setSearch] = useState('');
  const ask = useAsk();
  const [accountId, userId] = [wholeOf(params.get('account')), wholeOf(params.get('user'))];
  const asked = useMemo(() => (accountId + userId === 0 ? null : { segmentId, accountId, userId }), [segmentId, accountId, userId]);
  const why = useAnswer(ask, 'segmentWhy', asked);
  const named = useMemo(() => (search === '' ? null : { kind, search }), [kind, search]);
  const found = useAnswer(ask, 'segmentSubjects', named);
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    // A link that asks why leads here, also from further up on this page.
    if (asked !== null) place.current?.scrollIntoView({ block: 'nearest' });
  }, [asked]);
  return (
    <section className="card" ref={place} aria-labelledby="segment-why">
      <div className="card-head">
        <h2 id="segment-why">
          <Definition term="Why" meaning="Every condition with what is known of somebody, also of those who are not in the segment." />
        </h2>
        <SearchField label={`Search ${KIND_WORDS[kind].many}`} value={search} onSearch={setSearch} />
      </div>
      {named === null ? null : (
        <Answered loaded={found.loaded} height={40} onRetry={found.retry}>
          {({ subjects }) =>
            subjects.length === 0 ? (
              <p>Nobody is called like that.</p>
            ) : (
              <ul className="why-found">
                {subjects.map((row) => (
                  <li key={subjectKey(row)}>
                    <button
                      type="button"
                      className="condition-button"
                      onClick={() => {
                        replaceParams(
                          new URLSearchParams({ id: String(segmentId), account: String(row.accountId), user: String(row.userId) }),
                        );
                      }}
                    >
                      <bdi>{subjectName(row)}</bdi>
                    </button>
                  </li>
                ))}
              </ul>
            )
          }
        </Answered>
      )}
      {asked === null ? (
        <p className="preview-wait">Search, or choose “Why” beside a member, to see what decides.</p>
      ) : (
        <Answered loaded={why.loaded} height={120} onRetry={why.retry}>
          {(answer) => <Reasons answer={answer} />}
        </Answered>
      )}
    </section>
  );
}

function wholeOf(text: string | null): number {
  const value = Number(text ?? '');
  return Number.isSafeInteger(value) && value > 0 ? value : 0;
}

const OUTCOMES: Readonly<Record<Explained['outcome'], { readonly mark: string; readonly word: string; readonly tone: string }>> = {
  yes: { mark: '✓', word: 'holds', tone: 'good' },
  no: { mark: '✕', word: 'does not hold', tone: 'quiet' },
  'cannot be evaluated': { mark: '?', word: 'cannot be evaluated', tone: 'bad' },
};

function Reasons({ answer }: { answer: WhyAnswer }) {
  if (answer === null) return <p>There is nobody like that, or the segment is not evaluated.</p>;
  const { subject, explained } = answer;
  const verdict = { yes: 'is in the segment', no: 'is not in the segment', 'cannot be evaluated': 'cannot be told' }[explained.outcome];
  return (
    <div className="why">
      <p className="why-verdict" role="status">
        <SubjectLink row={subject} /> <strong>{verdict}</strong>
      </p>
      <ul className="why-tree">
        <Reason explained={explained} accountId={subject.accountId} />
      </ul>
    </div>
  );
}

/** What is foretold of an account leads to the points that it is made of. */
function Reason({ explained: { label, foretold, outcome, value, of }, accountId }: { explained: Explained; accountId: number }) {
  const { mark, word, tone } = OUTCOMES[outcome];
  return (
    <li>
      <span className={`why-mark ${tone}`} aria-hidden="true">
        {mark}
      </span>
      <span className="why-label">
        {label} <span className="unseen">{word}</span>
        {value === '' ? null : <span className="why-value">{value}</span>}{' '}
        {foretold && accountId > 0 ? <a href={`${accountHref(accountId)}&part=scores`}>What it is made of</a> : null}
      </span>
      {of.length === 0 ? null : (
        <ul>
          {of.map((each, index) => (
            <Reason key={index} explained={each} accountId={accountId} />
          ))}
        </ul>
      )}
    </li>
  );
}
