import { accountCalls } from './accounts';
import { computedCalls } from './computed';
import { customScoreCalls } from './custom-scores';
import { healthCalls } from './health';
import { predictionCalls } from './predictions';
import { profileFileCalls } from './profile-files';
import { profileCalls } from './profiles';
import { reviewsCalls } from './reviews';
import { revenueCalls } from './revenue';
import { savedFunnelCalls } from './saved-funnels';
import { segmentCalls } from './segments';
import { signalCalls } from './signals';
import { spaceCalls } from './space';
import { stageCalls } from './stages';
import { syncCalls } from './sync';
import { uptakeCalls } from './uptake';

/** What only the vendor's console asks. */
export const vendorCalls = {
  ...accountCalls,
  ...computedCalls,
  ...customScoreCalls,
  ...healthCalls,
  ...predictionCalls,
  ...profileCalls,
  ...profileFileCalls,
  ...revenueCalls,
  ...syncCalls,
  ...reviewsCalls,
  ...savedFunnelCalls,
  ...segmentCalls,
  ...signalCalls,
  ...spaceCalls,
  ...stageCalls,
  ...uptakeCalls,
} as const;
