import { syncCalls } from './sync';

/** What only the vendor's console asks. */
export const vendorCalls = { ...syncCalls } as const;
