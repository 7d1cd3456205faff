/**
 * The Forge variables that the local host gives its two apps. They are as secret as this repository: every key opens only a
 * server that the host itself runs on this machine.
 */
export const MARKETPLACE_LOGIN = { email: 'marketplace-bot@tidemark.example', token: 'local-marketplace-token' } as const;
export const CUSTOMER_SOURCE_KEY = 'local-customer-source';
export const VENDOR_SOURCE_KEY = 'local-vendor-source';
export const INTAKE_WRITE_KEY = 'local-intake-key';
export const INTAKE_SECRET = 'local-intake-secret';

export const APP_KEY = 'io.tidemark.checklist';

/** `intakeUrl`: deliver straight to the vendor's intake instead of through Segment. */
export function customerVariables(options: { readonly intakeUrl?: string } = {}): Record<string, string> {
  const common = { APP_KEY, IDENTITY: 'accountId' };
  return options.intakeUrl === undefined
    ? { ...common, SEGMENT_WRITE_KEY: CUSTOMER_SOURCE_KEY }
    : { ...common, INTAKE_URL: options.intakeUrl, INTAKE_WRITE_KEY, INTAKE_SECRET };
}

export function vendorVariables(vendorId: number): Record<string, string> {
  return {
    APP_KEY,
    SEGMENT_WRITE_KEY: VENDOR_SOURCE_KEY,
    INTAKE_KEYS: JSON.stringify({ [INTAKE_WRITE_KEY]: INTAKE_SECRET, 'local-library-key': null }),
    MARKETPLACE_EMAIL: MARKETPLACE_LOGIN.email,
    MARKETPLACE_TOKEN: MARKETPLACE_LOGIN.token,
    MARKETPLACE_VENDOR_ID: String(vendorId),
    CONTACT_KEY: 'local-contact-key',
  };
}
