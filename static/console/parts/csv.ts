/** A column of a file: its heading, and the cell of a row. Numbers stay bare; texts are made safe. */
export type CsvColumn<Row> = { readonly heading: string; readonly cell: (row: Row) => string | number | null };

// A spreadsheet runs a cell that begins so as a formula, and a licence's company name is a stranger's text.
const FORMULA_START = /^[\s]*[=+\-@\t\r]|^[\t\r\n]/;

/** One cell by RFC 4180. A text that a spreadsheet would run gets an apostrophe in front and quotes around it. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : '';
  const isFormula = FORMULA_START.test(value);
  const text = isFormula ? `'${value}` : value;
  return isFormula || /[",\r\n;]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The whole file: a heading line, CRLF line ends, and a byte order mark so that Excel reads UTF-8. */
export function csvFile<Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map((column) => csvCell(column.heading)),
    ...rows.map((row) => columns.map((column) => csvCell(column.cell(row)))),
  ];
  return `\uFEFF${lines.map((cells) => cells.join(',')).join('\r\n')}\r\n`;
}
