import type { AccountFilter } from '../../src/contract/account-filter';
import { writeFilter } from '../console/parts/account-filter';
import { formatHash } from '../console/parts/hash';

export const FORM = 'settings';

/** The console's filter of accounts keeps itself in the address. A form's frame has one of its own, which begins with what was chosen. */
export const addressOf = (filter: AccountFilter): string =>
  formatHash({ screen: FORM, params: writeFilter(new URLSearchParams(), filter) });
