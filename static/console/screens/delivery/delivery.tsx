import { useCallback } from 'react';
import type { DeliveryReport } from '../../../../src/contract/delivery';
import { useAsk } from '../../parts/ask-context';
import { Choice } from '../../parts/choice';
import { day } from '../../parts/format';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { usePlace, useReplaceParams } from '../../parts/use-hash';
import { Audit } from './audit';
import { told } from './audit-sums';
import { Cost } from './cost';
import { Destinations } from './destinations';
import { Door } from './door';
import { Letters } from './letters';
import { type AuditRange, type DeliveryQuery, readQuery, writeQuery } from './query';
import { useDelivery } from './use-delivery';

const RANGES = [
  { value: 7, label: '7 days' },
  { value: 14, label: '14 days' },
  { value: 30, label: '30 days' },
] as const;

export function Delivery() {
  const place = usePlace();
  const replaceParams = useReplaceParams('delivery');
  const query = readQuery(place.params);
  const { report, letters, retryLetters, refresh } = useDelivery(useAsk(), query);
  const setQuery = useCallback(
    (next: DeliveryQuery) => {
      replaceParams(writeQuery(next));
    },
    [replaceParams],
  );

  switch (report.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Delivery" />;
    case 'refused':
      return <RefusedScreen title="Delivery" refusal={report.refusal} onRetry={refresh} />;
    case 'ready': {
      const answer = report.value;
      const today = answer.generatedAt.slice(0, 10);
      return (
        <div className={report.refreshing ? 'refreshing' : undefined} aria-busy={report.refreshing}>
          <div className="page-head">
            <div>
              <h1>Delivery</h1>
              <p className="page-sub">{subtitle(answer)}</p>
            </div>
            <Choice<AuditRange>
              label="Range"
              options={RANGES}
              value={query.days}
              onChange={(days) => {
                setQuery({ ...query, days });
              }}
            />
          </div>
          <div className="stack">
            <Destinations
              destinations={answer.destinations}
              scope={answer.scope}
              canChange={answer.canChange}
              today={today}
              onTried={refresh}
            />
            <Audit
              report={answer}
              chosen={query.audited}
              onChoose={(audited) => {
                setQuery({ ...query, audited });
              }}
            />
            <div className="pair">
              <Door refusals={answer.refusals} days={query.days} asOfDay={answer.asOfDay} />
              <Cost cost={answer.cost} days={query.days} />
            </div>
            <Letters
              letters={letters}
              canChange={answer.canChange}
              destinations={told(answer.destinations).map(({ destination }) => destination)}
              query={query}
              today={today}
              onQuery={setQuery}
              onRetry={retryLetters}
              onReplayed={refresh}
            />
          </div>
        </div>
      );
    }
  }
}

const subtitle = ({ scope, asOfDay, canChange }: DeliveryReport): string =>
  `What became of every event ${scope === 'vendor' ? 'that this installation sends' : 'of this site'}, up to ${day(asOfDay)} (UTC).${
    canChange ? '' : ' Only an admin of this site can replay letters or try a destination again.'
  }`;
