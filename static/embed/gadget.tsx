import { useMemo } from 'react';
import type { GadgetChoice } from '../../src/contract/embed';
import { Answered } from '../console/parts/answered';
import { useAsk } from '../console/parts/ask-context';
import { day } from '../console/parts/format';
import { useAnswer } from '../console/parts/use-answer';
import { Tiles } from '../console/screens/overview/tiles';

/** The Overview's numbers on a dashboard. */
export function Gadget({ choice: { rangeDays } }: { choice: GadgetChoice }) {
  const input = useMemo(() => ({ rangeDays }), [rangeDays]);
  const { loaded, retry } = useAnswer(useAsk(), 'overview', input);
  return (
    <Answered loaded={loaded} height={176} onRetry={retry}>
      {({ tiles, scope, asOfDay, comparedDay, generatedAt }) => (
        <>
          <Tiles tiles={tiles} scope={scope} isRunning={generatedAt.slice(0, 10) === asOfDay} />
          <p className="embed-foot">
            <span>
              All sites, up to {day(asOfDay)} (UTC). Changes compare with {day(comparedDay)}.
            </span>{' '}
            <a href="#/overview">Open Tidemark</a>
          </p>
        </>
      )}
    </Answered>
  );
}
