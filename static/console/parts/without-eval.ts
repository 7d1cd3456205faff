import { config } from 'zod';

// Import this before anything that builds a schema: zod otherwise probes for eval, which the page's security policy
// forbids, and the browser then logs a violation on every load.
config({ jitless: true });
