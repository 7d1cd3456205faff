import type { PropertyType, SubjectKind } from '../segments/value';
import type { PropertyOrigin } from '../store/properties';
import { OUTLOOK_PROPERTIES } from './predictions/outlook-properties';
import { ROLE_KEY } from './traits';

export type StandardProperty = {
  readonly kind: SubjectKind;
  readonly key: string;
  readonly type: PropertyType;
  readonly origin: PropertyOrigin;
  readonly label: string;
  readonly description: string;
  readonly grouping: string;
};

const of =
  (kind: SubjectKind, origin: PropertyOrigin, grouping: string) =>
  (key: string, type: PropertyType, label: string, description: string): StandardProperty => ({
    kind,
    key,
    type,
    origin,
    label,
    description,
    grouping,
  });

const licence = of('account', 'licence', 'Licence');
const contacts = of('account', 'licence', 'Contacts');
const sales = of('account', 'transaction', 'Revenue');
const use = of('account', 'plan', 'Use');
const predicted = of('account', 'predicted', 'Predictions');
const userUse = of('user', 'plan', 'Use');
const memberUse = of('membership', 'plan', 'Use');
const memberRole = of('membership', 'kit', 'Role');

/** What is known of every account, user and membership without anybody setting it up, and what it is called. */
export const STANDARD_PROPERTIES: readonly StandardProperty[] = [
  licence('company', 'text', 'Company', 'The company on the licence.'),
  licence('app', 'text', 'App', 'The key of the app that the account uses.'),
  licence('tier', 'text', 'Plan', 'The tier on the licence.'),
  licence('seats', 'number', 'Seats', 'Users that the tier is for.'),
  licence('status', 'text', 'Licence status', 'Where the licence stands: evaluation, active, inactive, cancelled.'),
  licence(
    'licence-stage',
    'text',
    'Stage by licence',
    'Where the licence and what is paid would have the account, whatever rules stages have.',
  ),
  licence('edition', 'text', 'Edition', 'Standard or Advanced, where the app has editions.'),
  licence('hosting', 'text', 'Hosting', 'Cloud, Data Center or Server.'),
  licence('region', 'text', 'Region', 'Of the company on the licence.'),
  contacts('contacts', 'number', 'Contacts', 'People who are named on the licence.'),
  contacts('contact-roles', 'list', 'Roles of contacts', 'What people are on the licence: technical, billing, reseller.'),
  contacts(
    'contact-domains',
    'list',
    'Mail domains of contacts',
    'Whose mail domains people on the licence have: company, free (a mail provider’s), partner (a reseller’s).',
  ),
  sales('mrr', 'money', 'MRR', 'What the account pays a month, as revenue says it.'),
  use('observed', 'boolean', 'Observed', 'Whether the app has ever reported from there.'),
  use('first-seen', 'day', 'First use', 'The first day of use that the store knows.'),
  use('last-active', 'day', 'Last use', 'The last day on which somebody used a feature.'),
  use('users-1', 'number', 'Users today', 'Users who used a feature today.'),
  use('users-7', 'number', 'Users in 7 days', 'Users who used a feature in the last 7 days.'),
  use('users-30', 'number', 'Users in 30 days', 'Users who used a feature in the last 30 days.'),
  use('users-ever', 'number', 'Users ever', 'Users whom the store has ever seen in the account.'),
  use('uses-30', 'number', 'Uses in 30 days', 'How often a feature was used in the last 30 days.'),
  ...OUTLOOK_PROPERTIES.map(({ key, type, label, description }) => predicted(key, type, label, description)),
  userUse('first-seen', 'day', 'First seen', 'The first day on which the user did anything, in any account.'),
  userUse('last-seen', 'day', 'Last seen', 'The last day on which the user did anything, in any account.'),
  userUse('accounts', 'number', 'Accounts', 'Accounts in which the user was seen.'),
  memberUse('first-seen', 'day', 'First seen here', 'The first day on which the user did anything in this account.'),
  memberUse('last-seen', 'day', 'Last seen here', 'The last day on which the user did anything in this account.'),
  memberRole(ROLE_KEY, 'text', 'Role', 'What the user is in this account.'),
];
