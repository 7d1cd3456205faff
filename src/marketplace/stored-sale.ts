import type { Sale } from '../store/sale';
import { contactDomainsOf } from './contact-domains';
import { unpackRaw } from './raw-text';
import { transactionOf } from './transaction-record';
import { centsOf, clip, fieldOf, seatsOf, textOf } from './wire-value';

/** What a stored line says. The store has no columns for it: they would say a second time what the record says. */
export function storedSale(raw: string): Sale {
  const record: unknown = JSON.parse(unpackRaw(raw));
  const read = transactionOf(record);
  if (read.kind !== 'row') throw new Error(`A stored line that cannot be read: ${read.reason}`);
  const customer = fieldOf(record, 'customerDetails');
  const sale = fieldOf(record, 'purchaseDetails');
  return {
    ...read.row,
    seats: seatsOf(read.row.tier),
    region: clipped(fieldOf(customer, 'region'), 40),
    contactDomain: contactDomainsOf(customer)[0] ?? null,
    partner: clipped(fieldOf(fieldOf(record, 'partnerDetails'), 'partnerName'), 80),
    discountCents: discountsOf(fieldOf(sale, 'discounts')),
    partnerDiscountCents: centsOf(fieldOf(sale, 'partnerDiscountAmount')) ?? 0,
  };
}

function clipped(value: unknown, characters: number): string | null {
  const text = textOf(value);
  return text === null ? null : clip(text, characters);
}

function discountsOf(discounts: unknown): number {
  if (!Array.isArray(discounts)) return 0;
  return discounts.reduce((sum: number, discount: unknown) => sum + (centsOf(fieldOf(discount, 'amount')) ?? 0), 0);
}
