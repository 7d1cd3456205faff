export type FailureCode =
  | 'not-configured'
  | 'token-expired'
  | 'role-missing'
  | 'vendor-unknown'
  | 'egress-blocked'
  | 'export-failed'
  | 'export-stuck'
  | 'export-incomplete'
  | 'report-missing'
  | 'review-gone'
  | 'reply-forbidden'
  | 'reply-conflict'
  | 'refused'
  | 'api-gone';
export type MarketplaceFailure = { readonly kind: 'failed'; readonly code: FailureCode; readonly message: string };

const AGAIN = 'The next sync asks for it again.';
const SENTENCES: Record<FailureCode, string> = {
  'not-configured':
    'The Marketplace sync needs the variables MARKETPLACE_EMAIL, MARKETPLACE_TOKEN and MARKETPLACE_VENDOR_ID of the vendor app.',
  'token-expired':
    'The Marketplace refused the API token: it has expired or was revoked. Create a new one in the account settings of the account in MARKETPLACE_EMAIL (Security, API tokens), set it as the encrypted variable MARKETPLACE_TOKEN and deploy again.',
  'role-missing':
    'The account in MARKETPLACE_EMAIL may not see the reports. Give it a Marketplace role that can view sales and all other reports, for example data analyst, and let it sign in once.',
  'vendor-unknown':
    'The Marketplace does not know the vendor in MARKETPLACE_VENDOR_ID: use the number from the address of your vendor pages.',
  'egress-blocked': 'The platform does not let the app reach the Marketplace. Deploy the vendor app, whose manifest declares that address.',
  'export-failed': `The Marketplace could not make the export. ${AGAIN}`,
  'export-stuck': `The Marketplace did not finish the export in time. ${AGAIN}`,
  'export-incomplete': `The export arrived incomplete several times; nothing of it was stored. ${AGAIN}`,
  'report-missing': 'The Marketplace does not have this report for the vendor. It is asked for again with the next full pass.',
  'review-gone': 'The Marketplace does not have this review any more. It leaves the list when the reviews are read next.',
  'reply-forbidden':
    'The account in MARKETPLACE_EMAIL may read reviews but not answer them. Give it a Marketplace role that may manage listings, for example listing specialist.',
  'reply-conflict': 'Somebody else has just answered this review or changed it. Read the reviews again, then look before you answer.',
  refused: 'The Marketplace refused the request.',
  'api-gone': 'The Marketplace has retired this version of its API. Update the app.',
};

export function failed(code: FailureCode, message: string = SENTENCES[code]): MarketplaceFailure {
  return { kind: 'failed', code, message };
}
