import type { ConsoleCall } from '../../src/contract/console';
import { readFilter, writeFilter } from './parts/account-filter';
import type { Ask, AskInput } from './parts/ask';
import { firstQuestion } from './parts/first-question';
import { formatHash, parseHash } from './parts/hash';
import { lastValue } from './parts/kept-answers';
import type { Scope } from './parts/page-scope';
import { accountsPage, readQuery as readAccounts } from './screens/accounts/query';
import { deliveryInput, readQuery as readDelivery } from './screens/delivery/query';
import { askedIn, readQuery as readEngagement } from './screens/engagement/query';
import { readQuery as readRevenue } from './screens/revenue/query';
import { requestOf } from './screens/revenue/use-revenue';
import { readQuery as readReviews, reviewsInput } from './screens/reviews/query';

type Piece = () => Promise<unknown>;
/** What has to be known of a screen to ask ahead for it. */
type Linked = { readonly id: string; readonly under?: string; readonly isFiltered?: boolean };

/**
 * What the screen at an address asks first when it is opened; nothing for addresses that ask for something rare. What is known already is
 * not asked.
 */
export function questionsAt(scope: Scope, hash: string, ask: Ask): readonly Piece[] {
  const { screen, params } = parseHash(hash);
  const piece =
    <C extends ConsoleCall>(call: C, input: AskInput<C>): Piece =>
    async () =>
      lastValue(ask, call, input) ?? (await ask(call, input));
  switch (screen) {
    case 'overview': {
      const first = firstQuestion(hash);
      return first === null ? [] : [piece(first.call, first.input)];
    }
    case 'accounts':
      return [piece('accounts', accountsPage(readAccounts(params), '', 0))];
    case 'account':
      return idIn(params, (accountId) => piece('account', { accountId }));
    case 'user':
      return idIn(params, (userId) => piece('user', { userId }));
    case 'engagement': {
      const { section, range, filter } = askedIn(scope, readEngagement(params));
      return section === 'adoption' ? [piece('adoption', { range: range.days, compare: range.isCompared, filter })] : [];
    }
    case 'revenue': {
      const query = readRevenue(params);
      const isBridge = query.tab === 'bridge' && query.from === null && query.account === null && query.line === null;
      return isBridge ? [piece('revenueBridge', requestOf(query))] : [];
    }
    case 'sync':
      return [piece('sync', {})];
    case 'reviews':
      return [piece('reviews', reviewsInput(readReviews(params)))];
    case 'delivery':
      return [piece('delivery', deliveryInput(readDelivery(params)))];
    case 'privacy':
      return [piece('privacy', {})];
    case 'settings':
      return [piece('access', {})];
    default:
      return [];
  }
}

/** The same for all other screens of the navigation, from a page with this address: for the time in which nobody waits. */
export function questionsAhead(scope: Scope, screens: readonly Linked[], hash: string, ask: Ask): readonly Piece[] {
  const filter = writeFilter(new URLSearchParams(), readFilter(parseHash(hash).params));
  const nothing = new URLSearchParams();
  return screens
    .filter(({ id, under }) => under === undefined && id !== 'overview')
    .flatMap(({ id, isFiltered }) => questionsAt(scope, formatHash({ screen: id, params: isFiltered === true ? filter : nothing }), ask));
}

function idIn(params: URLSearchParams, pieceOf: (id: number) => Piece): readonly Piece[] {
  const id = Number(params.get('id'));
  return Number.isSafeInteger(id) && id > 0 ? [pieceOf(id)] : [];
}
