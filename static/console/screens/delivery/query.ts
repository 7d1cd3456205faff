import type { z } from 'zod';
import { DeliveryRequest, DestinationName, LetterState, type LettersRequest } from '../../../../src/contract/delivery';

export type AuditRange = z.output<typeof DeliveryRequest>['days'];

/** What the delivery screen's address holds. `audited` is the destination whose days are shown; null: the first that has any. */
export type DeliveryQuery = {
  readonly days: AuditRange;
  readonly audited: DestinationName | null;
  readonly state: z.output<typeof LetterState> | null;
  readonly destination: DestinationName | null;
  readonly page: number;
};

export const DEFAULT_QUERY: DeliveryQuery = { days: 14, audited: null, state: null, destination: null, page: 0 };
export const PAGE_SIZE = 25;
const LAST_PAGE = 10_000;

/** Reads an address that anyone may have typed: what does not fit falls back to the default. */
export function readQuery(params: URLSearchParams): DeliveryQuery {
  const page = Number(params.get('page') ?? '1') - 1;
  const days = DeliveryRequest.shape.days.safeParse(Number(params.get('range')));
  return {
    days: days.success ? days.data : DEFAULT_QUERY.days,
    audited: orNull(DestinationName, params.get('audit')),
    state: orNull(LetterState, params.get('state')),
    destination: orNull(DestinationName, params.get('destination')),
    page: Number.isInteger(page) && page >= 0 && page <= LAST_PAGE ? page : 0,
  };
}

/** The inverse of `readQuery`, without what is default. */
export function writeQuery({ days, audited, state, destination, page }: DeliveryQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (days !== DEFAULT_QUERY.days) params.set('range', String(days));
  if (audited !== null) params.set('audit', audited);
  if (state !== null) params.set('state', state);
  if (destination !== null) params.set('destination', destination);
  if (page > 0) params.set('page', String(page + 1));
  return params;
}

export const lettersInput = (query: Pick<DeliveryQuery, 'state' | 'destination' | 'page'>): LettersRequest => ({
  state: query.state,
  destination: query.destination,
  page: query.page,
  pageSize: PAGE_SIZE,
});

/** What the screen asks when it opens. */
export const deliveryInput = (query: DeliveryQuery): { readonly days: AuditRange; readonly letters: LettersRequest } => ({
  days: query.days,
  letters: lettersInput(query),
});

function orNull<T>(schema: z.ZodType<T>, value: unknown): T | null {
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : null;
}
