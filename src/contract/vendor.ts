import { accountCalls } from './accounts';
import { reviewsCalls } from './reviews';
import { revenueCalls } from './revenue';
import { syncCalls } from './sync';
import { uptakeCalls } from './uptake';

/** What only the vendor's console asks. */
export const vendorCalls = { ...accountCalls, ...revenueCalls, ...syncCalls, ...reviewsCalls, ...uptakeCalls } as const;
