import { useState } from 'react';
import { useAccountFilter } from '../../parts/account-filter';
import { useBeside } from '../../parts/beside';
import { day } from '../../parts/format';
import { scopeOfPage } from '../../parts/page-scope';
import { SectionLinks } from '../../parts/section-links';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Choices } from './choices';
import { askedIn, type EngagementQuery, isJourney, linkTo, readQuery, sectionsIn, writeQuery } from './query';
import { JourneyChoices } from './journey-choices';
import { EngagementSection, type Head } from './section';
import { SegmentsBeside } from './segments-beside';
import { sectionTitles, waitingWords } from './words';

const NOBODY: readonly string[] = [];

/** How the product is used, in sections with an address each; of whom the figures are stays while its reader moves between them. */
export function Engagement() {
  const scope = scopeOfPage();
  const place = usePlace();
  const replaceParams = useReplaceParams('engagement');
  const filter = useAccountFilter(place.params);
  const beside = useBeside(place.params);
  const typed = { ...readQuery(place.params), filter };
  const query = askedIn(scope, typed);
  const [head, setHead] = useState<Head | null>(null);
  // What a section does not ask for stays as it was chosen for the others.
  const change = (next: Partial<EngagementQuery>): void => {
    replaceParams(writeQuery({ ...typed, ...next }));
  };
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Engagement</h1>
          <p className="page-sub" role="status">
            {scope === 'vendor' ? 'Use of your apps' : 'Use of the app on this site'}
            {head === null ? '.' : `, up to ${day(head.asOfDay)} (UTC).`}
            {head === null || head.waiting === 0 ? '' : ` ${waitingWords(head.waiting)}`}
          </p>
        </div>
      </div>
      <SectionLinks
        label="Sections of engagement"
        sections={sectionsIn(scope).map((section) => ({ id: section, title: sectionTitles[section], href: linkTo(typed, { section }) }))}
        currentId={query.section}
      />
      <div className="stack">
        {isJourney(query.section) ? (
          <JourneyChoices query={query} scope={scope} onChange={change} />
        ) : (
          <Choices query={query} scope={scope} lastDay={head?.asOfDay ?? null} onChange={change} />
        )}
        <EngagementSection key={query.section} query={query} scope={scope} onHead={setHead} onChange={change} />
        <SegmentsBeside query={query} ids={scope === 'vendor' ? beside : NOBODY} />
      </div>
    </>
  );
}
