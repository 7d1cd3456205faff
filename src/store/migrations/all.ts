import { coreMigrations } from './0001-core';
import { marketplaceMigrations } from './0002-marketplace';

/** The vendor's install keeps licences and sales beside the core. */
export const vendorMigrations = [...coreMigrations, ...marketplaceMigrations];
