import { dayFromNumber } from '../platform/days';
import type { SqlPort } from '../platform/ports';
import { noteReported, peopleToReport } from '../store/queries/person';
import { REPORT_DAYS } from './report-people';
import type { PeopleToReport } from './report-people';

/** The people of a customer's site, each with the day of their last report. */
export function peopleHere(sqlPort: SqlPort): PeopleToReport {
  return {
    next: async (today, limit) => {
      const people = await peopleToReport(sqlPort, today - REPORT_DAYS, limit);
      return people.map(({ accountRef, firstDay, reportedDay }) => ({
        accountId: accountRef,
        updatedAt: `${dayFromNumber(reportedDay ?? firstDay)}T00:00:00.000Z`,
      }));
    },
    reported: async (today, accounts) => {
      await noteReported(
        sqlPort,
        accounts.map(({ accountId }) => accountId),
        today,
      );
    },
  };
}
