/** What only the vendor's console asks. */
export const vendorCalls = {} as const;
