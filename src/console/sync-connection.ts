import type { Connection, ConnectionCheck } from '../contract/sync';
import { marketplaceClient } from '../marketplace/client';
import type { MarketplaceClient } from '../marketplace/client';
import { feedOf } from '../marketplace/feeds';
import type { HttpPort, VariablesPort } from '../platform/ports';

const VARIABLES = [
  {
    name: 'MARKETPLACE_EMAIL',
    isEncrypted: false,
    example: '<the e-mail address of that account>',
    meaning: 'The account that reads the reports',
  },
  { name: 'MARKETPLACE_TOKEN', isEncrypted: true, example: '<its API token>', meaning: 'An API token of that account' },
  { name: 'MARKETPLACE_VENDOR_ID', isEncrypted: false, example: '<the number>', meaning: 'The number of your vendor' },
] as const;

const POLICY = [
  'The Marketplace’s reports are open to an account’s e-mail address and API token and to nothing else: not to an app’s own identity, and not through OAuth.',
  'Atlassian forbids Marketplace apps to ask customers for API tokens or to store credentials of Atlassian users, and enforces it since 1 January 2026. An app that relies on API tokens cannot have the Runs on Atlassian badge.',
  'That is why the token is here and nowhere else: in this app, which only you install and nobody can find on the Marketplace, never in the app that your customers have. It is an encrypted variable of the app. This page has no field for it, no table holds it, and no log names it.',
  'No text of Atlassian says whether a vendor’s own token in the vendor’s own private app falls under that rule. Ask Atlassian’s partner support before you list this app, and never use it to collect the tokens of other vendors.',
  'Without a token nothing is lost but the convenience: export licences and transactions in the Marketplace’s partner portal by hand and bring the files in under Import.',
] as const;

/** What is set, never to what, and how to set the rest. */
export function connectionOf(variable: VariablesPort): Connection {
  const variables = VARIABLES.map(({ name, isEncrypted, meaning }) => ({ name, isEncrypted, meaning, isSet: isSet(variable, name) }));
  return {
    isComplete: variables.every((one) => one.isSet),
    variables,
    steps: [
      {
        text: [
          'In the partner portal, invite a dedicated account and give it no more than it needs: a role that can view sales reports and all other reports, for example data analyst. Let it sign in once.',
        ],
        commands: [],
      },
      {
        text: [
          'As that account, create an API token in its Atlassian account settings (Security, API tokens). A token lasts a year at most: note the day on which it ends.',
        ],
        commands: [],
      },
      {
        text: [
          'In the folder of the vendor app, set the variables of the environment that is installed here. The vendor’s number is in the address of your pages in the partner portal, after ',
          { code: '/vendors/' },
          '.',
        ],
        commands: VARIABLES.map(
          ({ name, isEncrypted, example }) =>
            `forge variables set --environment production${isEncrypted ? ' --encrypt' : ''} ${name} "${example}"`,
        ),
      },
      { text: ['Variables reach the app with the next deployment.'], commands: ['forge deploy --environment production'] },
      { text: ['Test the connection here.'], commands: [] },
    ],
    policy: [...POLICY],
  };
}

function isSet(variable: VariablesPort, name: string): boolean {
  return (variable(name)?.trim() ?? '') !== '';
}

type Check = ConnectionCheck['checks'][number];
type Trouble = Exclude<Awaited<ReturnType<MarketplaceClient['ask']>>, { kind: 'answer' }>;

const NAMES = {
  vendor: 'The token and the vendor’s number',
  sales: 'The permission to view sales reports',
  others: 'The permission to view all other reports',
} as const;
const NOT_ASKED: Check['words'] = 'Not asked, because of what stands above.';

/** Asks the Marketplace who the vendor is, then for one row of each of the two kinds of report that a role may see. */
export async function testConnection(ports: { readonly http: HttpPort; readonly variables: VariablesPort }): Promise<ConnectionCheck> {
  const client = marketplaceClient(ports.http, ports.variables);
  if ('kind' in client) return checked([{ name: NAMES.vendor, ...troubleWords(client, ports.variables) }]);
  const found = await client.developerId();
  if (found.kind !== 'found') return checked([{ name: NAMES.vendor, ...troubleWords(found, ports.variables) }]);
  const mayRead = async (name: string, report: 'transactions' | 'licences', permission: string): Promise<Check> => {
    const path = feedOf(report).path({ developerId: found.developerId, vendorId: client.vendorId, scope: '' });
    const asked = await client.ask(path, [['limit', '1']]);
    if (asked.kind === 'answer') return { name, outcome: 'works', words: `The ${feedOf(report).title.toLowerCase()} can be read.` };
    const isRole = asked.kind === 'failed' && asked.code === 'role-missing';
    return isRole
      ? {
          name,
          outcome: 'refused',
          words: `The account’s role lacks the permission “${permission}”. Give it one that has it, and let it sign in once.`,
        }
      : { name, ...troubleWords(asked, ports.variables) };
  };
  return checked([
    { name: NAMES.vendor, outcome: 'works', words: 'The Marketplace took the token and knows the vendor.' },
    await mayRead(NAMES.sales, 'transactions', 'View sales reports'),
    await mayRead(NAMES.others, 'licences', 'View all other reports'),
  ]);
}

function checked(checks: readonly Check[]): ConnectionCheck {
  const open = Object.values(NAMES).slice(checks.length);
  return {
    works: checks.every(({ outcome }) => outcome === 'works') && open.length === 0,
    checks: [...checks, ...open.map((name): Check => ({ name, outcome: 'not-asked', words: NOT_ASKED }))],
  };
}

function troubleWords(trouble: Trouble, variable: VariablesPort): Pick<Check, 'outcome' | 'words'> {
  if (trouble.kind === 'retry')
    return {
      outcome: 'later',
      words:
        trouble.reason === 'unreachable'
          ? 'The Marketplace could not be reached, or did not answer in time. That says nothing about the token: try again in a minute.'
          : `The Marketplace could not answer just now (${trouble.reason}). That says nothing about the token: try again in a minute.`,
    };
  if (trouble.code !== 'not-configured') return { outcome: 'refused', words: trouble.message };
  const missing = VARIABLES.filter(({ name }) => !isSet(variable, name)).map(({ name }) => name);
  return { outcome: 'refused', words: `Not set yet: ${missing.join(', ')}. After setting a variable, deploy the app again.` };
}
