import { z } from 'zod';
import type { HeldHealth } from '../../prediction/smoothing';
import type { StoredHealth } from '../../store/predictions';

const ToldHealth = z.enum(['good', 'normal', 'bad', 'unknown']);

export function readHeld({ health, day, asked, since_day }: StoredHealth): HeldHealth {
  return { health: ToldHealth.parse(health), day, asked: ToldHealth.parse(asked), sinceDay: since_day };
}
