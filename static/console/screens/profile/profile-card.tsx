import { useId } from 'react';
import type { ProfileAnswer } from '../../../../src/contract/profiles';
import { Answered } from '../../parts/answered';
import { useAsk } from '../../parts/ask-context';
import { Definition } from '../../parts/definition';
import '../../style/profile.css';
import { Properties } from './properties';
import { Tags } from './tags';
import { type ProfileOptions, type Subject, useProfile } from './use-profile';

type ProfileCardProps = {
  readonly subject: Subject;
  /** What the page around it was told. */
  readonly first: ProfileAnswer | null;
  readonly title: string;
  readonly meaning: string;
};

/** What the app, imports and people said of an account or a user, to be read and changed. */
export function ProfileCard({ subject, first, title, meaning }: ProfileCardProps) {
  const headingId = useId();
  return (
    <section className="card" aria-labelledby={headingId}>
      <div className="card-head">
        <h2 id={headingId}>
          <Definition term={title} meaning={meaning} />
        </h2>
      </div>
      <ProfileOf subject={subject} first={first} />
    </section>
  );
}

/** The same without a card around it. */
export function ProfileOf({ subject, first, onRole }: Pick<ProfileCardProps, 'subject'> & ProfileOptions) {
  const { profile, retry, change } = useProfile(useAsk(), subject, { first, onRole });
  return (
    <Answered loaded={profile} height={120} onRetry={retry}>
      {(value) =>
        value === null ? (
          <p className="not-enough">Nothing is stored here.</p>
        ) : (
          <>
            <Tags tags={value.tags} byRule={value.ruledTags} known={value.knownTags} canChange={value.canChange} change={change} />
            <Properties profile={value} change={change} />
          </>
        )
      }
    </Answered>
  );
}
