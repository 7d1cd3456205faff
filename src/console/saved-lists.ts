import { SavedView } from '../contract/accounts';
import { SavedFunnel } from '../contract/saved-funnels';
import { namedList } from './named-list';

/** Lists of accounts as people arranged them. */
export const savedViews = namedList(SavedView, 'saved-views');
/** Funnels as people put them together. */
export const savedFunnels = namedList(SavedFunnel, 'saved-funnels');
