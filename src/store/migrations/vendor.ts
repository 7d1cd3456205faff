import { marketplaceMigrations } from './0002-marketplace';
import { customerMigrations } from './customer';

/** The vendor's install keeps licences and sales beside what every install has. */
export const vendorMigrations = [...customerMigrations, ...marketplaceMigrations];
