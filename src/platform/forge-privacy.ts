import { privacy } from '@forge/api';
import { z } from 'zod';
import type { ReportPersonalData } from './ports-privacy';

const Updates = z.array(z.object({ accountId: z.string(), status: z.enum(['closed', 'updated']) }));

/** Reports account IDs as the app. What is refused rejects with the platform's response, of which only the status is told. */
export const reportPersonalData: ReportPersonalData = async (accounts) => {
  try {
    return { kind: 'answered', updates: Updates.parse(await privacy.reportPersonalData([...accounts])) };
  } catch (error) {
    const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : null;
    if (typeof status !== 'number') throw error;
    return { kind: 'refused', reason: `status-${String(status)}` };
  }
};
