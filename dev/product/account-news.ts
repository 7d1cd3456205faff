/** What Atlassian knows of accounts: who is closed, and when somebody last changed (ms). */
export type AccountNews = { readonly isClosed: (accountId: string) => boolean; readonly changedAt: (accountId: string) => number | null };
