import { ActivationAnswer, ActivationRequest } from './activation';
import { FunnelAnswer, FunnelRequest } from './funnel';
import { SeatUseAnswer, SeatUseRequest } from './seat-use';

/** How units get from one thing to another, and what goes with it. */
export const journeyCalls = {
  funnel: { input: FunnelRequest, output: FunnelAnswer },
  activation: { input: ActivationRequest, output: ActivationAnswer },
  seatUse: { input: SeatUseRequest, output: SeatUseAnswer },
} as const;
