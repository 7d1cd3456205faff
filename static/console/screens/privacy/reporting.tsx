import { useId } from 'react';
import type { PrivacyState } from '../../../../src/contract/privacy';
import { Definition } from '../../parts/definition';
import { instant } from '../../parts/format';

const MEANING =
  'Atlassian asks every app to tell, each seven days, whose account IDs it stores. It answers which of those accounts were closed; the app then erases these people.';

const modes: Readonly<Record<PrivacyState['configuredIdentity'], string>> = {
  accountId: 'People are named by Atlassian account ID.',
  pseudonym: 'People are named by a pseudonym.',
  site: 'Nobody is named: events say which site they come from, and no more.',
};
const PSEUDONYM_NOTE =
  'With pseudonyms, only the installation on a customer’s site knows which account ID a pseudonym stands for. So only it can report account IDs to Atlassian and notice a closed account; the vendor’s installation erases the pseudonyms that it is told.';

/** How people are named, and what Atlassian is told about whom the app stores. */
export function Reporting({ state }: { state: PrivacyState }) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term="Account IDs reported to Atlassian" meaning={MEANING} />
        </h2>
      </div>
      <div className="prose">
        <p>
          {state.reportedAt === null
            ? 'Not yet: this installation stores no account ID, or its first report is still to come.'
            : `Last reported ${instant(state.reportedAt, '')}.`}
        </p>
        <p>
          {modes[state.configuredIdentity]} {state.scope === 'vendor' || state.configuredIdentity === 'pseudonym' ? PSEUDONYM_NOTE : ''}
        </p>
      </div>
    </section>
  );
}
