import { ddlPort, sqlPort } from '../platform/forge-ports';
import { isSchemaMissing, migrate } from '../store/migrate';
import type { Migration } from '../store/migrate';

/**
 * Runs something that needs the database; when a table or column is not there yet, migrates and runs it once more. Each
 * installation migrates on its own and upgrades arrive without a trigger, so the first use must be able to do it.
 */
export function withSchema(migrations: readonly Migration[]) {
  return async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      if (!isSchemaMissing(error)) throw error;
      await migrate({ sql: sqlPort, ddl: ddlPort }, migrations);
      return await work();
    }
  };
}
