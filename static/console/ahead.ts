import type { ConsoleCall } from '../../src/contract/console';
import { readFilter } from './parts/account-filter';
import type { Ask, AskInput } from './parts/ask';
import { parseHash } from './parts/hash';
import { lastValue } from './parts/kept-answers';
import type { Scope } from './parts/page-scope';
import { accountsPage, readQuery as readAccounts } from './screens/accounts/query';
import { deliveryInput, readQuery as readDelivery } from './screens/delivery/query';
import { askedIn, readQuery as readEngagement } from './screens/engagement/query';
import { readQuery as readRevenue } from './screens/revenue/query';
import { requestOf } from './screens/revenue/use-revenue';
import { readQuery as readReviews, reviewsInput } from './screens/reviews/query';

/**
 * What the other screens of the navigation ask first when they are opened from a page with this address: pieces of work for the time in
 * which nobody waits. What is known already is not asked.
 */
export function questionsAhead(scope: Scope, hash: string, ask: Ask): readonly (() => Promise<unknown>)[] {
  const piece =
    <C extends ConsoleCall>(call: C, input: AskInput<C>) =>
    async (): Promise<unknown> =>
      lastValue(ask, call, input) ?? (await ask(call, input));
  const nothing = new URLSearchParams();
  const filter = readFilter(parseHash(hash).params);
  const { rangeDays } = askedIn(scope, readEngagement(nothing));
  const ofBoth = [
    piece('adoption', { rangeDays, filter: scope === 'vendor' ? filter : {} }),
    piece('delivery', deliveryInput(readDelivery(nothing))),
    piece('privacy', {}),
    piece('access', {}),
  ];
  if (scope === 'site') return ofBoth;
  return [
    piece('accounts', accountsPage({ ...readAccounts(nothing), filter }, '', 0)),
    piece('revenueBridge', requestOf({ ...readRevenue(nothing), filter })),
    piece('sync', {}),
    piece('reviews', reviewsInput(readReviews(nothing))),
    ...ofBoth,
  ];
}
