import { contactDomainsOf } from '../marketplace/contact-domains';
import { unpackRaw } from '../marketplace/raw-text';
import { storedSale } from '../marketplace/stored-sale';
import { fieldOf, seatsOf, textOf } from '../marketplace/wire-value';
import { kindOf } from '../revenue/line';
import type { ChangedRow } from '../store/queries/revenue-changed-rows';
import type { TakenLicence } from '../store/revenue-licences';
import type { TakenLine } from '../store/revenue-lines';

export function takenLine(row: ChangedRow, accountId: number): TakenLine {
  const line = storedSale(row.raw);
  return {
    lineId: row.id,
    accountId,
    version: row.version,
    leftOut: row.gone === 1 ? 'gone' : line.paymentStatus === 'Uncollectible' ? 'uncollectible' : null,
    kind: kindOf(line),
    saleDay: line.saleDay,
    startDay: line.maintenanceStartDay,
    endDay: line.maintenanceEndDay,
    customerCents: line.purchasePriceCents,
    netCents: line.vendorAmountCents,
    partner: line.partner,
    discountCents: line.discountCents,
    partnerDiscountCents: line.partnerDiscountCents,
  };
}

export function takenLicence(row: ChangedRow, accountId: number): TakenLicence {
  const raw: unknown = JSON.parse(unpackRaw(row.raw));
  return {
    licenceId: row.id,
    accountId,
    version: row.version,
    contactDomains: contactDomainsOf(fieldOf(raw, 'contactDetails')),
    opportunitySeats: seatsOf(textOf(fieldOf(raw, 'evaluationOpportunitySize'))),
  };
}
