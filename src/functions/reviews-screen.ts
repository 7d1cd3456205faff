import { reviewsReport } from '../console/reviews';
import type { reviewsCalls } from '../contract/reviews';
import { replyToReview } from '../marketplace/reply-to-review';
import type { ConsoleHandlers } from './console-resolver';
import { syncPorts } from './sync-ports';

/** The calls of the reviews screen. To answer in the vendor's name is for admins of the vendor's site alone. */
export const reviewsHandlers: ConsoleHandlers<typeof reviewsCalls> = {
  reviews: async (input, { isAdmin }) => await reviewsReport(syncPorts, { canChange: await isAdmin() }, input),
  replyToReview: async ({ key, reply }, { onlyAdmin }) => {
    await onlyAdmin();
    const outcome = await replyToReview(syncPorts, { reviewKey: key, reply });
    switch (outcome.kind) {
      case 'replied':
        return outcome;
      case 'failed':
        return { kind: 'refused', words: outcome.message };
      case 'retry':
        return {
          kind: 'refused',
          words: `The Marketplace could not answer just now (${outcome.reason}). Nothing is known to have changed: try again in a minute.`,
        };
    }
  },
};
