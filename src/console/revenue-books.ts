import type {
  DifferencesPage,
  DifferencesRequest,
  FlagsPage,
  FlagsRequest,
  RevenueReconciliation,
  RevenueStatement,
  StatementLines,
} from '../contract/revenue-books';
import type { RevenueRequest } from '../contract/revenue-request';
import { dayFromNumber } from '../platform/days';
import { reconcileRevenue } from '../profiles/reconcile-revenue';
import { readCosts } from '../profiles/revenue-settings';
import { firstDayOf } from '../revenue/calendar';
import { flagSums, revenueFlags } from '../store/queries/revenue-flags';
import { revenueDifferences } from '../store/queries/revenue-reconciliation';
import { storedSale } from '../marketplace/stored-sale';
import { recognisedMonths, revenueSales, statementLines } from '../store/queries/revenue-sales';
import { marginOn } from './revenue-margin';
import { endOfMonth, headOf, isoDay, monthNumber, pageOf, type RevenuePorts, scopeOf } from './revenue-scope';

export async function reconciliationAnswer(ports: RevenuePorts, request: RevenueRequest): Promise<RevenueReconciliation> {
  const scope = scopeOf(ports.clock, request);
  const { question, fromMonth, toMonth } = scope;
  const [head, rows, flags] = await Promise.all([
    headOf(ports, scope),
    // The running month has no closing yet, with us or with them.
    reconcileRevenue(ports.sql, question, { fromMonth, toMonth: toMonth - 1 }),
    flagSums(ports.sql, question),
  ]);
  return { head, rows: rows.map((row) => ({ ...row, byKind: { ...row.byKind } })), flags: [...flags] };
}

export async function differencesAnswer(ports: RevenuePorts, request: DifferencesRequest): Promise<DifferencesPage> {
  const { question } = scopeOf(ports.clock, request);
  const { app, subscription } = request;
  const { rows, total } = await revenueDifferences(ports.sql, question, {
    month: monthNumber(request.month),
    app,
    subscription,
    ...pageOf(request),
  });
  return {
    rows: rows.map(({ accountId, lineIds, ...row }) => ({ ...row, account: String(accountId), lineIds: lineIds.map(String) })),
    total,
  };
}

export async function flagsAnswer(ports: RevenuePorts, request: FlagsRequest): Promise<FlagsPage> {
  const { question } = scopeOf(ports.clock, request);
  const { rows, total } = await revenueFlags(ports.sql, question, { reason: request.reason, ...pageOf(request) });
  return {
    rows: rows.map(({ accountId, lineId, otherLineId, ...row }) => ({
      ...row,
      account: String(accountId),
      lineId: String(lineId),
      otherLineId: otherLineId === null ? null : String(otherLineId),
    })),
    total,
  };
}

export async function statementAnswer(ports: RevenuePorts, request: RevenueRequest, canChange: boolean): Promise<RevenueStatement> {
  const scope = scopeOf(ports.clock, request);
  const { question, fromMonth, toMonth } = scope;
  const [head, rows, recognised, costs] = await Promise.all([
    headOf(ports, scope),
    revenueSales(ports.sql, question, { fromMonth, toMonth }),
    recognisedMonths(ports.sql, question, { fromMonth, toMonth }),
    readCosts(ports.kvs),
  ]);
  const { margin } = await marginOn(ports, scope, costs);
  return {
    head,
    rows: rows.map((row) => ({ ...row, takeRate: row.takeRate === null ? null : 1 - row.takeRate })),
    recognised: [...recognised],
    costs,
    canChange,
    margin: {
      revenueCents: margin.accounts.reduce((sum, { revenueCents }) => sum + revenueCents, 0),
      marginCents: margin.marginCents,
      share: margin.marginShare,
    },
  };
}

export async function statementLinesAnswer(
  ports: RevenuePorts,
  request: RevenueRequest & { readonly after: string | null },
): Promise<StatementLines> {
  const { question, today, fromMonth, toMonth } = scopeOf(ports.clock, request);
  const { lines, next } = await statementLines(
    ports.sql,
    question,
    {
      fromDay: firstDayOf(fromMonth),
      toDay: endOfMonth(toMonth, today),
      afterId: request.after === null ? 0 : Number(request.after),
    },
    storedSale,
  );
  return {
    rows: lines.map((line) => ({
      lineId: line.key,
      saleDay: dayFromNumber(line.saleDay),
      transactionId: line.transactionId,
      account: line.account,
      app: line.app,
      saleType: line.saleType,
      startDay: isoDay(line.startDay),
      endDay: isoDay(line.endDay),
      customerCents: line.customerCents,
      discountCents: line.discountCents,
      partnerDiscountCents: line.partnerDiscountCents,
      netCents: line.netCents,
      paymentStatus: line.paymentStatus,
      refundReason: line.refundReason,
    })),
    next: next === null ? null : String(next),
  };
}
