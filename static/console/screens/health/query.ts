import { HealthColour } from '../../../../src/contract/health';

export const SECTIONS = ['board', 'rules'] as const;
export type Section = (typeof SECTIONS)[number];

/** A cell of the board; the stage is null for accounts without a licence. */
export type Cell = { readonly stage: string | null; readonly health: HealthColour; readonly page: number };
/** `cell`: its accounts are shown in the place of the board. `edited`: the stage whose rules are changed, empty for every stage. */
export type HealthQuery = { readonly section: Section; readonly cell: Cell | null; readonly edited: string | null };

export function readQuery(params: URLSearchParams): HealthQuery {
  const section = SECTIONS.find((each) => each === params.get('section')) ?? 'board';
  const health = HealthColour.safeParse(params.get('health'));
  const page = Number(params.get('page') ?? '0');
  return {
    section,
    cell:
      section === 'board' && health.success
        ? { stage: params.get('stage'), health: health.data, page: Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 0 }
        : null,
    edited: section === 'rules' ? params.get('stage') : null,
  };
}

export function writeQuery({ section, cell, edited }: HealthQuery): URLSearchParams {
  const params = new URLSearchParams();
  if (section !== 'board') params.set('section', section);
  if (section === 'board' && cell !== null) {
    params.set('health', cell.health);
    if (cell.stage !== null) params.set('stage', cell.stage);
    if (cell.page > 0) params.set('page', String(cell.page));
  }
  if (section === 'rules' && edited !== null) params.set('stage', edited);
  return params;
}

const hrefOf = (query: Partial<HealthQuery>): string => {
  const params = writeQuery({ section: 'board', cell: null, edited: null, ...query }).toString();
  return params === '' ? '#/health' : `#/health?${params}`;
};
export const cellHref = (stage: string | null, health: HealthColour): string => hrefOf({ cell: { stage, health, page: 0 } });
export const rulesHref = (stage: string): string => hrefOf({ section: 'rules', edited: stage });
export const sectionHref = (section: Section): string => hrefOf({ section });
