/** A refused request, as the body that the KVS client turns into a `ForgeKvsAPIError`. */
export class KvsRefusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = 'KvsRefusal';
  }
}

export const keyNotFound = () => new KvsRefusal(404, 'KEY_NOT_FOUND', 'Provided key does not exist');
export const keyConflict = () => new KvsRefusal(409, 'KEY_CONFLICT', 'Provided key already exists and cannot be overwritten');
export const conditionFailed = () =>
  new KvsRefusal(400, 'CONDITIONAL_CHECK_FAILED', 'Request failed due to conditional check specified or optimistic locking');
export const duplicateKey = () => new KvsRefusal(400, 'KEY_DUPLICATION_ERROR', 'Duplicate key found in request');
export const unprocessable = () =>
  new KvsRefusal(422, 'UNPROCESSABLE_ENTITY', 'Request cannot be processed due to one or more semantic errors');
export const rateExceeded = () => new KvsRefusal(429, 'RATE_LIMIT_EXCEEDED', 'The rate limit of the installation is exceeded');
export const unknownEntity = () => new KvsRefusal(404, 'SCHEMA_NOT_FOUND', 'The schema provided does not exist');
export const invalid = (code: string, message: string) => new KvsRefusal(400, code, message);
