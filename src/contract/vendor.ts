import { accountCalls } from './accounts';
import { syncCalls } from './sync';

/** What only the vendor's console asks. */
export const vendorCalls = { ...accountCalls, ...syncCalls } as const;
