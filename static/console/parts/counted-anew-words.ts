import { counted } from './format';
import type { Scope } from './page-scope';

export const countedAnewTitle = (scope: Scope, accounts: number): string =>
  `The use of ${scope === 'site' ? 'this site' : counted(accounts, 'account')} is being counted anew`;
