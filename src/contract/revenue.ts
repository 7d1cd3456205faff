import { z } from 'zod';
import {
  CostSettings,
  DifferencesPage,
  DifferencesRequest,
  FlagsPage,
  FlagsRequest,
  MarginPage,
  RevenueReconciliation,
  RevenueStatement,
  StatementLines,
  StatementLinesRequest,
} from './revenue-books';
import {
  MovementsPage,
  MovementsRequest,
  RawLine,
  RawLineRequest,
  RevenueAccount,
  RevenueAccountRequest,
  RevenueBridge,
} from './revenue-movements';
import { revenuePage, RevenueRequest } from './revenue-request';
import {
  RenewalsRequest,
  RevenueChurn,
  RevenueCustomers,
  RevenueRenewals,
  RevenueRetention,
  RevenueTrials,
  TrialsRequest,
} from './revenue-views';

/** What the revenue screen asks: one call for each of its parts, and one for each list that a part opens. */
export const revenueCalls = {
  revenueBridge: { input: RevenueRequest, output: RevenueBridge },
  revenueMovements: { input: MovementsRequest, output: MovementsPage },
  revenueAccount: { input: RevenueAccountRequest, output: RevenueAccount },
  revenueRawLine: { input: RawLineRequest, output: RawLine },
  revenueRetention: { input: RevenueRequest, output: RevenueRetention },
  revenueChurn: { input: RevenueRequest, output: RevenueChurn },
  revenueTrials: { input: TrialsRequest, output: RevenueTrials },
  revenueRenewals: { input: RenewalsRequest, output: RevenueRenewals },
  revenueCustomers: { input: RevenueRequest, output: RevenueCustomers },
  revenueReconciliation: { input: RevenueRequest, output: RevenueReconciliation },
  revenueDifferences: { input: DifferencesRequest, output: DifferencesPage },
  revenueFlags: { input: FlagsRequest, output: FlagsPage },
  revenueStatement: { input: RevenueRequest, output: RevenueStatement },
  revenueStatementLines: { input: StatementLinesRequest, output: StatementLines },
  revenueMargin: { input: revenuePage({}), output: MarginPage },
  /** Only an admin may. */
  setRevenueCosts: { input: CostSettings, output: z.object({}) },
  /** Only an admin may. Every account is computed anew. */
  setRevenueGrace: { input: z.strictObject({ graceDays: z.number().int().min(0).max(90) }), output: z.object({}) },
} as const;
