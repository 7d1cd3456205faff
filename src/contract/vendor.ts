import { accountCalls } from './accounts';
import { reviewsCalls } from './reviews';
import { syncCalls } from './sync';

/** What only the vendor's console asks. */
export const vendorCalls = { ...accountCalls, ...syncCalls, ...reviewsCalls } as const;
