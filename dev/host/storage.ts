import { createKvsService } from '../kvs/service';
import type { EntitySchema } from '../kvs/entity';
import type { Meter } from '../meter/meter';
import type { Installation, Now, Service } from '../services';
import type { SqlEngine } from '../sql/engine';
import { createSqlService } from '../sql/service';

export type Storage = { readonly kvs: ReturnType<typeof createKvsService>; readonly sql: { readonly service: Service; reset(): void } };

const MS_PER_HOUR = 3_600_000;

/** The two hosted storages, metered to the installation that uses them. */
export function createStorage(options: {
  now: Now;
  meter: Meter;
  enforceRates: boolean;
  isTimeStill: boolean;
  readonly engineFor: (installationId: string) => Promise<SqlEngine>;
  readonly entitiesOf: (installation: Installation) => readonly EntitySchema[];
  readonly ownerOf: (installationId: string) => Installation;
}): Storage {
  const { now, meter, enforceRates, isTimeStill, engineFor, entitiesOf, ownerOf } = options;
  return {
    kvs: createKvsService({
      now,
      entitiesOf,
      enforceRates,
      meter: (installationId, used) => {
        meter.addBytes(ownerOf(installationId), 'kvs-read', used.readBytes);
        meter.addBytes(ownerOf(installationId), 'kvs-write', used.writeBytes);
      },
    }),
    sql: createSqlService({
      engineFor,
      now,
      enforceRates,
      isTimeStill,
      meter: (installationId, used) => {
        meter.add(ownerOf(installationId), 'sql-requests', used.requests);
        meter.add(ownerOf(installationId), 'sql-compute', used.computeMs / MS_PER_HOUR);
      },
    }),
  };
}
