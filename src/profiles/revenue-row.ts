import { hashOf } from '../marketplace/content-hash';
import { unpackRaw } from '../marketplace/raw-text';
import { storedSale } from '../marketplace/stored-sale';
import { centsOf, clip, emailOf, seatsOf, textOf } from '../marketplace/wire-value';
import { isFreeMail } from '../revenue/free-mail';
import { kindOf } from '../revenue/line';
import type { ChangedRow } from '../store/queries/revenue-changed-rows';
import type { TakenLicence } from '../store/revenue-licences';
import type { TakenLine } from '../store/revenue-lines';

export function takenLine(row: ChangedRow, accountId: number): TakenLine {
  const raw: unknown = JSON.parse(unpackRaw(row.raw));
  const line = storedSale(row.raw);
  const sale = at(raw, 'purchaseDetails');
  const region = textOf(at(at(raw, 'customerDetails'), 'region'));
  const partner = textOf(at(at(raw, 'partnerDetails'), 'partnerName'));
  return {
    lineId: row.id,
    accountId,
    version: row.version,
    gone: row.gone,
    changedAt: row.changedAt,
    kind: kindOf(line),
    uncollectible: line.paymentStatus === 'Uncollectible' ? 1 : 0,
    saleDay: line.saleDay,
    startDay: line.maintenanceStartDay,
    endDay: line.maintenanceEndDay,
    customerCents: line.purchasePriceCents,
    netCents: line.vendorAmountCents,
    seats: seatsOf(line.tier),
    region: region === null ? null : clip(region, 40),
    contactDomain: domainsOf(at(raw, 'customerDetails'))[0] ?? null,
    partner: partner === null ? null : clip(partner, 80),
    discountCents: discountsOf(at(sale, 'discounts')),
    partnerDiscountCents: centsOf(at(sale, 'partnerDiscountAmount')) ?? 0,
  };
}

export function takenLicence(row: ChangedRow, accountId: number): TakenLicence {
  const raw: unknown = JSON.parse(unpackRaw(row.raw));
  return {
    licenceId: row.id,
    accountId,
    version: row.version,
    changedAt: row.changedAt,
    contactDomains: domainsOf(at(raw, 'contactDetails')),
    opportunitySeats: seatsOf(textOf(at(raw, 'evaluationOpportunitySize'))),
  };
}

/** Hashes of the domains of the contacts' addresses, the technical one's first: they are compared, never shown. */
function domainsOf(details: unknown): string[] {
  const domains = ['technicalContact', 'billingContact'].flatMap(
    (role) =>
      emailOf(at(at(details, role), 'email'))
        ?.split('@')
        .slice(-1) ?? [],
  );
  return [...new Set(domains.filter((domain) => !isFreeMail(domain)).map((domain) => hashOf(domain.toLowerCase(), 20)))];
}

function discountsOf(discounts: unknown): number {
  if (!Array.isArray(discounts)) return 0;
  return discounts.reduce((sum: number, discount: unknown) => sum + (centsOf(at(discount, 'amount')) ?? 0), 0);
}

function at(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>)[name] : undefined;
}
