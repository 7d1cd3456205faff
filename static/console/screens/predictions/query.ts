import { PredictedOutcome } from '../../../../src/contract/predictions';

export const SECTIONS = ['priorities', 'signals', 'model'] as const;
export type Section = (typeof SECTIONS)[number];
export type PredictionsQuery = {
  readonly section: Section;
  readonly outcome: PredictedOutcome;
  readonly page: number;
  /** The signal that one is derived from, or `new`; null while none is written. */
  readonly write: string | null;
};

export function readQuery(params: URLSearchParams): PredictionsQuery {
  const section = SECTIONS.find((each) => each === params.get('section')) ?? 'priorities';
  const outcome = PredictedOutcome.safeParse(params.get('outcome')).data ?? 'churn';
  const page = Number(params.get('page') ?? '0');
  return { section, outcome, page: Number.isInteger(page) && page > 0 && page <= 1_000 ? page : 0, write: params.get('write') };
}

export function writeQuery({ section, outcome, page, write }: PredictionsQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (section !== 'priorities') params.set('section', section);
  if (outcome !== 'churn') params.set('outcome', outcome);
  if (page > 0) params.set('page', String(page));
  if (write !== null) params.set('write', write);
  return params;
}
