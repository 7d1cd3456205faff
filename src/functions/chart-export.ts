import { mayOpenConsole } from '../console/access';
import { adoptionAnswer } from '../console/adoption';
import { exportedChart } from '../console/chart-export';
import { lifecycleAnswer, retentionAnswer } from '../console/engagement';
import { overview } from '../console/overview';
import { bridgeAnswer } from '../console/revenue-bridge';
import { OverviewRequest } from '../contract/overview';
import { AdoptionRequest, LifecycleRequest, RetentionRequest } from '../contract/engagement';
import { RevenueRequest } from '../contract/revenue-request';
import { LAST_DAYS } from '../engagement/day-range';
import { clockPort, kvsPort, logPort, productPort, sqlPort } from '../platform/forge-ports';
import { stageNames } from '../profiles/stage-rules/stages-of';
import { readStageSet } from '../store/stage-set';
import { vendorHouse } from './vendor-house';

const ports = { sql: sqlPort, kvs: kvsPort, clock: clockPort };

/** What Confluence prints for a chart. The console opens in Jira, so Jira says who may see its figures. */
export const exportChart = (asked: unknown) =>
  exportedChart(
    asked,
    () => mayOpenConsole({ product: productPort, kvs: kvsPort }, 'jira'),
    {
      overview: ({ rangeDays, filter }) => overview(ports, vendorHouse, OverviewRequest.parse({ rangeDays, filter }), false),
      bridge: ({ months, filter }) => bridgeAnswer(ports, RevenueRequest.parse({ months, filter })),
      adoption: ({ rangeDays, filter }) => adoptionAnswer(ports, 'vendor', AdoptionRequest.parse({ range: LAST_DAYS[rangeDays], filter })),
      retention: ({ unit, grain, filter }) => retentionAnswer(ports, RetentionRequest.parse({ unit, grain, filter })),
      stageNames: async () => stageNames(await readStageSet(sqlPort)),
      lifecycle: ({ unit, grain, filter }) => lifecycleAnswer(ports, LifecycleRequest.parse({ unit, grain, filter })),
    },
    (error) => {
      logPort('error', 'chart-export-failed', { error: error instanceof Error ? error.name : 'unknown' });
    },
  );
