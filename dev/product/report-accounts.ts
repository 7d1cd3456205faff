import { z } from 'zod';
import { json } from '../services';
import type { Endpoint } from './endpoint';

const MAX_ACCOUNTS = 90;
const Report = z.object({ accounts: z.array(z.object({ accountId: z.string().min(1), updatedAt: z.iso.datetime() })).max(MAX_ACCOUNTS) });

/**
 * The personal data report: closed accounts and changed ones, and 204 where there is nothing to tell. Not emulated: how often
 * an account may be reported (`Cycle-Period`), rate limits, and accounts that Atlassian does not know.
 */
export const REPORT_ACCOUNTS: Endpoint = {
  remote: 'stargate',
  method: 'POST',
  match: /^\/app\/report-accounts$/,
  scope: null,
  answer: ({ body, news }) => {
    const report = Report.safeParse(body);
    if (!report.success)
      return json(400, { errorMessages: [`At most ${String(MAX_ACCOUNTS)} accounts, each with accountId and updatedAt`], errors: {} });
    const accounts = report.data.accounts.flatMap(({ accountId, updatedAt }) => {
      if (news.isClosed(accountId)) return [{ accountId, status: 'closed' }];
      const changedAt = news.changedAt(accountId);
      return changedAt !== null && changedAt > Date.parse(updatedAt) ? [{ accountId, status: 'updated' }] : [];
    });
    return accounts.length === 0 ? { status: 204, headers: {}, body: '' } : json(200, { accounts });
  },
};
