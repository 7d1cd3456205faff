import type { Sale } from '../store/sale';
import { unpackRaw } from './raw-text';
import { transactionOf } from './transaction-record';

/** What a stored line says. The store has no columns for it: they would say a second time what the record says. */
export function storedSale(raw: string): Sale {
  const read = transactionOf(JSON.parse(unpackRaw(raw)));
  if (read.kind !== 'row') throw new Error(`A stored line that cannot be read: ${read.reason}`);
  return read.row;
}
