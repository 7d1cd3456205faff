import { useMemo } from 'react';
import type { GadgetChoice } from '../../src/contract/embed';
import { Answered } from '../console/parts/answered';
import { useAsk } from '../console/parts/ask-context';
import { countedAnewTitle } from '../console/parts/counted-anew-words';
import { day } from '../console/parts/format';
import { useAnswer } from '../console/parts/use-answer';
import { useCountedAnew } from '../console/parts/use-counted-anew';
import { Tiles } from '../console/screens/overview/tiles';
import { useAccountsNamed } from './use-accounts-named';

/** The Overview's numbers on a dashboard: those that were chosen, or all. */
export function Gadget({ choice: { numbers, rangeDays, filter } }: { choice: GadgetChoice }) {
  const input = useMemo(() => ({ rangeDays, filter }), [rangeDays, filter]);
  const { loaded, retry } = useAnswer(useAsk(), 'overview', input);
  const accounts = useAccountsNamed(filter);
  const anew = useCountedAnew();
  return (
    <Answered loaded={loaded} height={176} onRetry={retry}>
      {({ tiles, scope, asOfDay, comparedDay }) => {
        const chosen = tiles.filter(({ name }) => numbers.includes(name));
        return (
          <>
            <Tiles tiles={chosen.length === 0 ? tiles : chosen} scope={scope} />
            <p className="embed-foot">
              <span>
                {accounts} Up to {day(asOfDay)} (UTC). Changes compare with {day(comparedDay)}.
                {anew === 0 ? null : ` ${countedAnewTitle(scope, anew)}.`}
              </span>{' '}
              <a href="#/overview">Open Tidemark</a>
            </p>
          </>
        );
      }}
    </Answered>
  );
}
