import { coreMigrations } from './0001-core';
import { deliveryMigrations } from './0003-delivery';

/** What every install has; a customer's has nothing else. */
export const customerMigrations = [...coreMigrations, ...deliveryMigrations];
