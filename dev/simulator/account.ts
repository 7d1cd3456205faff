import type { Site } from '../services';
import { billAccount, type Billing, type Terms } from './billing';
import type { DayIndex } from './calendar';
import { drawJourney, type Journey, type Window } from './journey';
import { licenceHistory, type LicenceState } from './licence-history';
import { companyAt, personAt, type Company, type Person } from './names';
import { randomFrom, type Random } from './random';
import { drawTruth, leavesDataCenter, storyAt, type HiddenTruth } from './truth';
import { drawUsers, type SimUser } from './users';

export type Entitlement = { readonly id: string; readonly number: string };
export type SimAccount = {
  readonly index: number;
  readonly truth: HiddenTruth;
  readonly journey: Journey;
  readonly company: Company;
  /** For Data Center the site stands for the server; its `cloudId` never shows in a report. */
  readonly site: Site;
  readonly entitlement: Entitlement;
  readonly hostEntitlement: Entitlement;
  /** Self-managed licences have numbers of an older kind; about half of them have an entitlement as well. */
  readonly onPremises: { readonly addonLicenseId: string; readonly licenseId: string; readonly hasEntitlement: boolean } | null;
  /** The customer, across sites: equal for the two halves of a move. */
  readonly transactionAccountId: string;
  readonly technicalContact: Person;
  /** Null: erased on request. */
  readonly billingContact: Person | null;
  readonly partner: { readonly name: string; readonly type: 'Expert' | 'Reseller'; readonly contact: Person } | null;
  readonly parentProduct: { readonly name: 'Jira' | 'Confluence'; readonly edition: 'Standard' | 'Premium' };
  readonly users: readonly SimUser[];
  readonly billing: Billing;
  readonly licenceHistory: readonly LicenceState[];
  /** The app is on the site in [installedDay, uninstalledDay). */
  readonly uninstalledDay: DayIndex | null;
  /** Index of the account that the customer moved from or to. */
  readonly twinIndex: number | null;
};

const PARTNERS = ['Northlight Consulting', 'Copperfield Solutions', 'Bluestone Partners'] as const;
const SYMBOLS = '0123456789ABCDEFGHJKLMNPQRSTUVWXYZ';

export function makeAccount(seed: string, index: number, accounts: number, window: Window): SimAccount {
  const truth = drawTruth(index, accounts, randomFrom(seed, 'truth', index));
  const random = randomFrom(seed, 'account', index);
  const story = storyAt(index, accounts);
  const twinIndex = story === 'moved-away' ? index + 1 : story === 'moved-in' ? index - 1 : null;
  // Both halves of a move draw the customer's own things from one stream.
  const customerKey = story === 'moved-in' ? index - 1 : index;
  const customer = randomFrom(seed, 'customer', customerKey);
  const home = companyAt(customerKey, customer);
  const moveDay = window.endDay - customer.int(60, 100);
  const technicalContact = personAt(home, customer);
  const transactionAccountId = customer.uuid();

  const journey = drawJourney(index, truth, window, moveDay, random);
  const company = story === 'moved-in' ? { ...home, slug: `${home.slug}-cloud` } : home;
  const partner = random.chance(0.18)
    ? {
        name: random.pick(PARTNERS),
        type: random.chance(0.6) ? ('Expert' as const) : ('Reseller' as const),
        contact: personAt({ slug: 'partner' }, random),
      }
    : null;
  const billing = billAccount(truth, journey, termsOf(truth, partner !== null, random), window.endDay, randomFrom(seed, 'billing', index));
  const uninstalledDay = uninstalled(truth, journey, billing, random);
  const arc = stopWithContract(truth, journey, billing, uninstalledDay, random);
  return {
    index,
    truth,
    company,
    billing,
    uninstalledDay,
    twinIndex,
    technicalContact,
    transactionAccountId,
    partner,
    journey: { ...journey, arc },
    site: { slug: company.slug, name: company.name, cloudId: random.uuid(), role: 'customer' },
    entitlement: { id: random.uuid(), number: entitlementNumber(random) },
    hostEntitlement: { id: random.uuid(), number: entitlementNumber(random) },
    onPremises:
      journey.hosting === 'Data Center'
        ? {
            addonLicenseId: String(40_000_000 + index),
            licenseId: `SEN-${String(40_000_000 + index)}`,
            hasEntitlement: leavesDataCenter(index),
          }
        : null,
    billingContact: random.chance(0.05) ? null : personAt(home, random),
    parentProduct: { name: random.chance(0.8) ? 'Jira' : 'Confluence', edition: random.chance(0.35) ? 'Premium' : 'Standard' },
    users: drawUsers(seed, company, truth, arc, randomFrom(seed, 'users', index)),
    licenceHistory: licenceHistory(truth, journey, billing, window.endDay),
  };
}

function entitlementNumber(random: Random): string {
  const group = (): string => Array.from({ length: 3 }, () => SYMBOLS[random.int(0, SYMBOLS.length - 1)] ?? '0').join('');
  return `E-${group()}-${group()}-${group()}-${group()}`;
}

function termsOf(truth: HiddenTruth, hasPartner: boolean, random: Random): Terms {
  const free = truth.story === 'open-source' || truth.story === 'sandbox';
  const quarter = truth.story === 'academic' || truth.story === 'community';
  const [loyal, welcome] = [random.chance(0.08), random.chance(0.1)];
  return {
    listPercent: free ? 0 : quarter ? 25 : 100,
    partnerPercent: hasPartner && !free ? 20 : 0,
    loyaltyPercent: loyal ? 15 : 0,
    welcomePercent: welcome ? 30 : 0,
  };
}

function uninstalled(truth: HiddenTruth, journey: Journey, billing: Billing, random: Random): DayIndex | null {
  const [goes, delay] = [random.next(), random.int(0, 18)];
  if (truth.story === 'squatter' || truth.story === 'atlassian') return null;
  if (journey.leavesDay !== null) return journey.leavesDay + delay;
  if (billing.cancelledDay !== null) return goes < 0.6 ? billing.cancelledDay + delay : null;
  if (journey.purchaseDay === null && journey.evaluation !== null) return goes < 0.65 ? journey.evaluation.toDay + delay : null;
  return null;
}

/** Who stops paying stops using within days, unless the story says otherwise; nobody uses what is uninstalled. */
function stopWithContract(
  truth: HiddenTruth,
  journey: Journey,
  billing: Billing,
  uninstalledDay: DayIndex | null,
  random: Random,
): Journey['arc'] {
  const lingering = random.int(0, 9);
  const ends = [
    journey.arc.endDay,
    uninstalledDay,
    billing.cancelledDay === null || truth.story === 'squatter' ? null : billing.cancelledDay + lingering,
  ];
  const known = ends.filter((day) => day !== null);
  return { ...journey.arc, endDay: known.length === 0 ? null : Math.min(...known) };
}
