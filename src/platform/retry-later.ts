import { InvocationError, InvocationErrorCode } from '@forge/events';

/** What a consumer or trigger returns when it wants to be run again with the same event after so many seconds. */
export function retryLater(afterSeconds: number): InvocationError {
  return new InvocationError({ retryAfter: afterSeconds, retryReason: InvocationErrorCode.FUNCTION_RETRY_REQUEST });
}
