/** Events about somebody who leaves. What the store keeps of them names nobody, or an erasure would leave a trace of whom it was about. */
export const ERASURE_REQUESTED = 'User Erasure Requested';
export const ACCOUNT_REMOVED_USER = 'Account Removed User';

export function isLeavingEvent(event: string | undefined): boolean {
  return event === ERASURE_REQUESTED || event === ACCOUNT_REMOVED_USER;
}
