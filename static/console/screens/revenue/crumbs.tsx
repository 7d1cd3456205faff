import { linkTo, type RevenueQuery } from './query';
import { tabTitles } from './words';

/** The way back from what is open. */
export function Crumbs({ query }: { query: RevenueQuery }) {
  if (query.account === null && query.line === null) return null;
  return (
    <nav className="crumbs" aria-label="Way back">
      <ol>
        <li>
          <a href={linkTo(query, { account: null, line: null })}>{tabTitles[query.tab]}</a>
        </li>
        {query.account === null ? null : (
          <li>{query.line === null ? <span aria-current="page">Account</span> : <a href={linkTo(query, { line: null })}>Account</a>}</li>
        )}
        {query.line === null ? null : (
          <li>
            <span aria-current="page">Line</span>
          </li>
        )}
      </ol>
    </nav>
  );
}
