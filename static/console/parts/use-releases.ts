import { useEffect, useMemo, useState } from 'react';
import type { AccountFilter } from '../../../src/contract/account-filter';
import type { Release } from '../../../src/contract/engagement';
import type { Ask } from './ask';
import { useAsk } from './ask-context';
import { releaseMarks, type ReleaseMark } from './release-marks';

/** One question for as long as the page is open: releases are rare. */
const asked = new WeakMap<Ask, Promise<readonly Release[]>>();
/** What was answered, for charts that come later: they are drawn once, with their marks. */
const known = new WeakMap<Ask, readonly Release[]>();
const NONE: readonly Release[] = [];

/** Marks of the releases in a chart's periods, of the apps that are filtered for; none until they are known, and a chart does without. */
export function useReleaseMarks(starts: readonly string[], end: string, apps?: AccountFilter['app']): readonly ReleaseMark[] {
  const ask = useAsk();
  const [releases, setReleases] = useState(known.get(ask) ?? NONE);
  useEffect(() => {
    let wanted = true;
    const answer = asked.get(ask) ?? askReleases(ask);
    asked.set(ask, answer);
    void answer.then((found) => {
      if (wanted) setReleases(found);
    });
    return () => {
      wanted = false;
    };
  }, [ask]);
  return useMemo(
    () =>
      releaseMarks(
        starts,
        end,
        releases.filter(({ app }) => apps === undefined || apps.includes(app)),
      ),
    [starts, end, releases, apps],
  );
}

async function askReleases(ask: Ask): Promise<readonly Release[]> {
  const answer = await ask('releases', {});
  // Asked again by the next chart.
  if (!answer.ok) asked.delete(ask);
  else known.set(ask, answer.value.releases);
  return answer.ok ? answer.value.releases : NONE;
}
