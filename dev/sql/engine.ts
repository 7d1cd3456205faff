export type SqlParam = string | number | null;

/** `rows` is empty for writes. `affectedRows` and `insertId` are 0 for reads; an upsert that changes a row counts 2, one that changes nothing 0. */
export type EngineAnswer = { rows: Record<string, unknown>[]; affectedRows: number; insertId: number };

/** One database of one installation, spoken to in the MySQL dialect, one statement a call. */
export type SqlEngine = {
  execute(text: string, params: readonly SqlParam[]): Promise<EngineAnswer>;
  ddl(text: string): Promise<void>;
  close(): Promise<void>;
  /** Bytes of data and indexes; free pages do not count. */
  bytesUsed(): Promise<number>;
};

/** What the database refused, under MySQL's own names, so that both engines fail alike. */
export class SqlEngineError extends Error {
  constructor(
    readonly code: string,
    readonly errno: number,
    readonly sqlState: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'SqlEngineError';
  }
}
