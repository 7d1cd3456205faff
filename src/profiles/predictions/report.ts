import { z } from 'zod';
import { ModelFigures } from '../../contract/predictions';

/** What is kept with a model. */
export const ModelReport = ModelFigures.extend({
  /** Probabilities of rows that it never saw, a hundred of them by rank: what today's are held against. */
  spread: z.array(z.number()),
});
export type ModelReport = z.infer<typeof ModelReport>;
