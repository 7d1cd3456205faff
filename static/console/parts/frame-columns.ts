import type { FrameColumn } from './chart-frame';
import { count, money, moneyDigits, percent } from './format';
import { briefMonth } from './months';

/** Columns that several tables share: money as digits in the file and as dollars on the page, and so on. */
export const moneyColumn = <Row>(heading: string, of: (row: Row) => number): FrameColumn<Row> => ({
  heading,
  cell: (row) => Number(moneyDigits(of(row))),
  shown: (row) => money(of(row)),
  align: 'end',
});
export const countColumn = <Row>(heading: string, of: (row: Row) => number | null): FrameColumn<Row> => ({
  heading,
  cell: of,
  shown: (row) => {
    const value = of(row);
    return value === null ? '–' : count(value);
  },
  align: 'end',
});
export const shareColumn = <Row>(heading: string, of: (row: Row) => number | null): FrameColumn<Row> => ({
  heading,
  cell: of,
  shown: (row) => {
    const value = of(row);
    return value === null ? '–' : percent(value);
  },
  align: 'end',
});
export const monthColumnOf = <Row extends { readonly month: string }>(heading = 'Month'): FrameColumn<Row> => ({
  heading,
  cell: (row) => row.month,
  shown: (row) => briefMonth(row.month),
});
/** The app’s column where all rows are of one app. */
export const sameApp = (rows: readonly { readonly app: string }[]): readonly string[] =>
  rows.every(({ app }) => app === rows[0]?.app) ? ['App'] : [];

export const textColumn = <Row>(heading: string, of: (row: Row) => string | null): FrameColumn<Row> => ({
  heading,
  cell: of,
  shown: (row) => of(row) ?? '–',
});
