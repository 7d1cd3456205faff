import type { AccountDetail } from '../../../../src/contract/accounts';
import { Definition } from '../../parts/definition';
import { count } from '../../parts/format';

const DOMAINS: Readonly<Record<string, string>> = {
  company: 'with the company’s own mail domain',
  free: 'with an address of a mail provider',
  partner: 'with the reseller’s mail domain',
};

/** Who is named on the licence, under ids that only hashes of their addresses are. */
export function Contacts({ contacts }: Pick<AccountDetail, 'contacts'>) {
  if (contacts.length === 0) return null;
  return (
    <section className="card" aria-labelledby="contacts">
      <div className="card-head">
        <h2 id="contacts">
          <Definition
            term="People on the licence"
            meaning="Whom the Marketplace names as technical, billing or reseller contact. Their addresses are not stored; the id is the one that destinations know."
          />{' '}
          <span className="card-count">{count(contacts.length)}</span>
        </h2>
      </div>
      <ul className="contact-list">
        {contacts.map(({ contactId, roles, domain }) => (
          <li key={contactId}>
            <code>{contactId.replace('contact:', '').slice(0, 12)}</code>
            {roles.map((role) => (
              <span key={role} className="status quiet">
                {role[0]?.toUpperCase()}
                {role.slice(1)}
              </span>
            ))}
            <span className="faint">{DOMAINS[domain] ?? ''}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
