/** The two apps: what every customer installs, and what the vendor installs on their own site. */
export const roles = ['customer', 'vendor'] as const;
export type Role = (typeof roles)[number];

/** Placeholders. `forge register` gives each app an id of its own; `--app-id` writes it into the derived manifest. */
export const placeholderAppIds: Readonly<Record<Role, string>> = {
  customer: 'ari:cloud:ecosystem::app/7c1f0d6e-2f0b-4c58-9d0b-3a5a4f1de002',
  vendor: 'ari:cloud:ecosystem::app/7c1f0d6e-2f0b-4c58-9d0b-3a5a4f1de003',
};

type RoleTable = Readonly<Record<string, readonly Role[]>>;

/** The one table: which role has which module, by module key. Functions and resources follow from the modules kept. */
export const moduleRoles: RoleTable = {
  'checklist-panel': ['customer'],
  'checklist-byline': ['customer'],
  'console-admin': ['customer', 'vendor'],
  'console-settings': ['customer'],
  'console-global': ['vendor'],
  'numbers-gadget': ['vendor'],
  'chart-macro': ['vendor'],
  'sync-hourly': ['vendor'],
  'heartbeat-daily': ['customer'],
  'upkeep-hourly': ['customer', 'vendor'],
  'deliver-events': ['customer', 'vendor'],
  'sync-slices': ['vendor'],
  'intake-batches': ['vendor'],
  erasures: ['vendor'],
  'learning-steps': ['vendor'],
  'segment-intake': ['vendor'],
  'app-lifecycle': ['customer', 'vendor'],
  'app-farewell': ['customer'],
  main: ['customer', 'vendor'],
};

/** Custom entities of Forge storage, by name. */
export const entityRoles: RoleTable = {
  checklist: ['customer'],
  'checklist-template': ['customer'],
};

export const scopeRoles: RoleTable = {
  'storage:app': ['customer', 'vendor'],
  'read:jira-work': ['customer', 'vendor'],
  'read:jira-user': ['customer', 'vendor'],
  'read:confluence-user': ['customer'],
  'read:page:confluence': ['customer'],
};

/** Hosts that backend code may call, by declared address. */
export const egressRoles: RoleTable = {
  'api.segment.io': ['customer', 'vendor'],
  '*.api.segment.io': ['customer', 'vendor'],
  '*.journy.io': ['customer', 'vendor'],
  'api.atlassian.com': ['vendor'],
  'api.segmentapis.com': ['vendor'],
};

/** Paid through the Marketplace, so that the platform tells the app its licence; the vendor's own app is not sold. */
export const licensed: Readonly<Record<Role, boolean>> = { customer: true, vendor: false };

/**
 * Memory of a role's functions. The customer's wait for storage and for destinations far more than they compute, on the
 * vendor's bill; the vendor's own parse exports of thousands of rows.
 */
export const memoryMB: Readonly<Record<Role, number>> = { customer: 256, vendor: 512 };

/** The file whose exports are the role's functions. */
export const entryFiles: Readonly<Record<Role, string>> = { customer: 'src/customer.ts', vendor: 'src/vendor.ts' };

/** Whether a table gives a thing to a role; a thing the table does not know is an error, so that nothing slips through. */
export function belongsTo(role: Role, table: RoleTable, key: string): boolean {
  const owners = table[key];
  if (owners === undefined) throw new Error(`dev/derive/roles.ts does not say which role has "${key}"`);
  return owners.includes(role);
}
