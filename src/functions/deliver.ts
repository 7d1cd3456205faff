import { deliverJob, DeliveryJob } from '../delivery/deliver-job';
import { consumer } from './consumer';
import { deliveryPorts } from './delivery-ports';

/** The consumer of queue `events`. */
export const deliver = consumer(DeliveryJob, async (job, redeliveries) => {
  await deliverJob(deliveryPorts, job, redeliveries);
  return { kind: 'done' };
});
