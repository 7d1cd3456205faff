/** A file's rows in pieces that one call can carry. `lineOf` gives the file's line (or the list's row) of one of the piece. */
export type Piece = { readonly text: string; readonly rows: number; readonly lineOf: (line: number) => number };
export type CutFile =
  | { readonly kind: 'pieces'; readonly pieces: readonly Piece[]; readonly rows: number; readonly unit: 'line' | 'row' }
  | { readonly kind: 'wrong'; readonly line: number; readonly problem: string };

/** Bytes of a piece as it travels, quoted inside JSON: well below what a call may carry. */
export const MAX_PIECE_BYTES = 380_000;

/** Bytes of a text quoted inside JSON: a half of a pair that makes one character counts two. */
function travelling(text: string): number {
  const quoted = JSON.stringify(text);
  let bytes = 0;
  for (let at = 0; at < quoted.length; at += 1) {
    const unit = quoted.charCodeAt(at);
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3;
  }
  return bytes;
}

/** Cuts a JSON list, bare or in the envelope of a page, or a table whose first line names the columns. */
export function cutFile(text: string, maxBytes = MAX_PIECE_BYTES): CutFile {
  const body = text.replace(/^\uFEFF/, '');
  if (body.trim() === '') return wrong(1, 'The file is empty.');
  return /^\s*[[{]/.test(body) ? cutList(body, maxBytes) : cutTable(body, maxBytes);
}

function wrong(line: number, problem: string): CutFile {
  return { kind: 'wrong', line, problem };
}

type Record = { readonly text: string; readonly line: number };

/** Fills one piece after another, in order. */
function filled(records: readonly Record[], room: number, unit: 'line' | 'row', pieceOf: (records: readonly Record[]) => Piece): CutFile {
  const pieces: Piece[] = [];
  let open: Record[] = [];
  let bytes = 0;
  for (const record of records) {
    const size = travelling(record.text);
    if (size > room) return wrong(record.line, `This ${unit} alone is larger than a whole piece may be.`);
    if (bytes + size > room && open.length > 0) {
      pieces.push(pieceOf(open));
      [open, bytes] = [[], 0];
    }
    open.push(record);
    bytes += size;
  }
  if (open.length > 0) pieces.push(pieceOf(open));
  return pieces.length === 0 ? wrong(1, 'The file has no rows.') : { kind: 'pieces', pieces, rows: records.length, unit };
}

function cutList(body: string, maxBytes: number): CutFile {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (error) {
    return wrong(lineOfError(error, body), 'This is no whole JSON: it breaks off or has something wrong here.');
  }
  const rows = rowsIn(value);
  if (rows === null) return wrong(1, 'The file has no list of rows.');
  const records = rows.map((row, index) => ({ text: JSON.stringify(row), line: index + 1 }));
  return filled(records, maxBytes, 'row', (some) => {
    const first = some[0]?.line ?? 1;
    return { text: `[${some.map((record) => record.text).join(',')}]`, rows: some.length, lineOf: (line) => first + line - 1 };
  });
}

/** The list itself, or the first list in an envelope. */
function rowsIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value as unknown[];
  if (typeof value !== 'object' || value === null) return null;
  const inside = Object.values(value);
  const list = inside.find((one) => Array.isArray(one)) as unknown[] | undefined;
  const embedded = '_embedded' in value ? rowsIn(value._embedded) : null;
  return embedded ?? list ?? null;
}

/** Browsers say where in words of their own: a line, or a count of characters. */
function lineOfError(error: unknown, body: string): number {
  const message = error instanceof Error ? error.message : '';
  const line = /line (\d+)/.exec(message)?.[1];
  if (line !== undefined) return Number(line);
  const position = /position (\d+)/.exec(message)?.[1];
  return body.slice(0, position === undefined ? body.length : Number(position)).split('\n').length;
}

function cutTable(body: string, maxBytes: number): CutFile {
  const records = recordsOf(body);
  if ('problem' in records) return wrong(records.line, records.problem);
  const [header, ...rest] = records;
  if (header === undefined) return wrong(1, 'The file is empty.');
  const headerLines = header.text.split('\n').length;
  const rows = rest.filter((record) => record.text.trim() !== '');
  const room = maxBytes - travelling(`${header.text}\n`);
  if (room <= 0) return wrong(1, 'The first line alone is larger than a whole piece may be.');
  return filled(rows, room, 'line', (some) => {
    const starts = startsIn(some, headerLines);
    return {
      text: `${header.text}\n${some.map((record) => record.text).join('\n')}\n`,
      rows: some.length,
      lineOf: (line) => fileLine(starts, line),
    };
  });
}

type Start = { readonly here: number; readonly file: number };

/** Where each record begins, in the piece and in the file: lines between them may have been left out. */
function startsIn(records: readonly Record[], headerLines: number): readonly Start[] {
  let here = headerLines + 1;
  return records.map((record) => {
    const start = { here, file: record.line };
    here += record.text.split('\n').length;
    return start;
  });
}

function fileLine(starts: readonly Start[], line: number): number {
  const start = starts.findLast(({ here }) => here <= line);
  return start === undefined ? line : start.file + line - start.here;
}

/** The records of a table, each with the line on which it begins; a quoted cell may hold line ends. */
function recordsOf(body: string): readonly Record[] | { readonly line: number; readonly problem: string } {
  const header = body.slice(0, body.search(/\r?\n|$/));
  const separator = header.split(';').length > header.split(',').length ? ';' : ',';
  const records: Record[] = [];
  let [start, line, beganAt, at] = [0, 1, 1, 0];
  let isCellStart = true;
  while (at < body.length) {
    const character = body[at];
    if (character === '"' && isCellStart) {
      const close = closingQuote(body, at);
      if (close === -1) return { line, problem: 'A quote is opened here and never closed.' };
      line += body.slice(at, close).split('\n').length - 1;
      at = close + 1;
      isCellStart = false;
      continue;
    }
    if (character === '\n') {
      records.push({ text: body.slice(start, at).replace(/\r$/, ''), line: beganAt });
      line += 1;
      [start, beganAt] = [at + 1, line];
    }
    isCellStart = character === separator || character === '\n';
    at += 1;
  }
  if (start < body.length) records.push({ text: body.slice(start).replace(/\r$/, ''), line: beganAt });
  return records;
}

/** Where the quoted cell that opens at `from` ends; two quotes in a row are one in the text. */
function closingQuote(body: string, from: number): number {
  let at = body.indexOf('"', from + 1);
  while (at !== -1 && body[at + 1] === '"') at = body.indexOf('"', at + 2);
  return at;
}
