import { config } from 'zod';

// Imported before any schema is built: the page's security policy forbids eval, and zod would try it once on every load.
config({ jitless: true });
