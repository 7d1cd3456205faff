import { linkTo, type RevenueQuery } from './query';

/** A company's name that opens what its account paid. */
export function AccountLink({ query, account, company }: { query: RevenueQuery; account: string; company: string }) {
  return (
    <a className="company-name" href={linkTo(query, { account, line: null })} title={company}>
      {company === '' ? 'No name' : company}
    </a>
  );
}
