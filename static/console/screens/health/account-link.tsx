/** The page of an account, by its company. */
export function AccountLink({ row: { accountId, company } }: { row: { readonly accountId: number; readonly company: string } }) {
  return (
    <a className="company-name" href={`#/account?id=${String(accountId)}`}>
      {company.trim() === '' ? 'Without a name' : <bdi>{company}</bdi>}
    </a>
  );
}
