import { HealthColour } from '../../../../src/contract/health';

export const SECTIONS = ['board', 'rules'] as const;
export type Section = (typeof SECTIONS)[number];

/** A cell of the board; the stage is null for accounts without a licence. */
export type Cell = { readonly stage: string | null; readonly health: HealthColour; readonly page: number };
/** `cell`: its accounts are shown in the place of the board. `edited`: the stage whose rules are changed, empty for every stage. */
export type HealthQuery = { readonly section: Section; readonly cell: Cell | null; readonly edited: string | null };

/** Names that no filter of accounts has: it stands in the same address. */
export function readQuery(params: URLSearchParams): HealthQuery {
  const section = SECTIONS.find((each) => each === params.get('section')) ?? 'board';
  const health = HealthColour.safeParse(params.get('colour'));
  const page = Number(params.get('page') ?? '0');
  return {
    section,
    cell:
      section === 'board' && health.success
        ? { stage: params.get('of'), health: health.data, page: Number.isInteger(page) && page > 0 && page <= 10_000 ? page : 0 }
        : null,
    edited: section === 'rules' ? params.get('of') : null,
  };
}

export function writeQuery({ section, cell, edited }: HealthQuery): Readonly<Record<string, string>> {
  if (section === 'rules') return edited === null ? { section } : { section, of: edited };
  if (cell === null) return {};
  return {
    colour: cell.health,
    ...(cell.stage === null ? {} : { of: cell.stage }),
    ...(cell.page > 0 ? { page: String(cell.page) } : {}),
  };
}

const BOARD: HealthQuery = { section: 'board', cell: null, edited: null };
export const cellPlace = (stage: string | null, health: HealthColour) => writeQuery({ ...BOARD, cell: { stage, health, page: 0 } });
export const rulesPlace = (stage: string) => writeQuery({ ...BOARD, section: 'rules', edited: stage });
export const sectionPlace = (section: Section) => writeQuery({ ...BOARD, section });
