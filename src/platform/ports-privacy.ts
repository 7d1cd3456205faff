/** An Atlassian account whose ID is stored. `updatedAt`: ISO, since when what is stored is as it is. */
export type StoredAccount = { readonly accountId: string; readonly updatedAt: string };

/** `closed`: everything of theirs has to go. `updated`: what is stored of them is out of date. */
export type AccountUpdate = { readonly accountId: string; readonly status: 'closed' | 'updated' };

/** Tells Atlassian whose IDs are stored, and hears who of them is closed or changed; the others are not mentioned. */
export type ReportPersonalData = (
  accounts: readonly StoredAccount[],
) => Promise<
  { readonly kind: 'answered'; readonly updates: readonly AccountUpdate[] } | { readonly kind: 'refused'; readonly reason: string }
>;
