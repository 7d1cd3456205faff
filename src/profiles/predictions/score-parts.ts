import { z } from 'zod';
import type { ScorePart } from '../../prediction/score';

const Parts = z.array(z.tuple([z.string(), z.number().int()]));

/** Parts of a score as they are kept beside it. */
export const writeParts = (parts: readonly ScorePart[]): string => JSON.stringify(parts.map(({ source, tenths }) => [source, tenths]));
export const readParts = (text: string): ScorePart[] => Parts.parse(JSON.parse(text)).map(([source, tenths]) => ({ source, tenths }));
