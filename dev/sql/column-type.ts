import { isOp, quoteName, refuse, type Source } from './source';

/** A MySQL type as a column of a STRICT table. `end` is the position after the type; the checks refuse what strict mode refuses. */
export type ColumnType = { sql: string; end: number; isText: boolean; isBinary: boolean; checks: { message: string; sql: string }[] };

const INTEGER_BITS: Readonly<Record<string, number>> = {
  TINYINT: 8,
  SMALLINT: 16,
  MEDIUMINT: 24,
  INT: 32,
  INTEGER: 32,
  BIGINT: 64,
  BOOL: 8,
  BOOLEAN: 8,
};
const TEXT_BYTES: Readonly<Record<string, number>> = {
  TINYTEXT: 255,
  TEXT: 65_535,
  MEDIUMTEXT: 16_777_215,
  LONGTEXT: 0,
  JSON: 0,
  TINYBLOB: 255,
  BLOB: 65_535,
  MEDIUMBLOB: 16_777_215,
  LONGBLOB: 0,
};
const CHARACTERS = new Set(['CHAR', 'VARCHAR', 'BINARY', 'VARBINARY']);
const INSTANTS = new Set(['DATE', 'DATETIME', 'TIMESTAMP', 'TIME']);

export function columnType(source: Source, from: number, column: string): ColumnType {
  const word = source.tokens[from]?.upper ?? '';
  let end = from + 1;
  if (word === 'DOUBLE' && source.tokens[end]?.upper === 'PRECISION') end += 1;
  let size = 0;
  if (isOp(source.tokens[end], '(')) {
    size = Number(source.tokens[end + 1]?.text);
    end = (source.close[end] ?? end) + 1;
  }
  const isUnsigned = source.tokens[end]?.upper === 'UNSIGNED';
  if (isUnsigned) end += 1;
  if (source.tokens[end]?.upper === 'ZEROFILL') return refuse(source, 'ZEROFILL');
  const name = quoteName(column);
  const tooLong = { message: `Data too long for column '${column}'` };
  const outOfRange = { message: `Out of range value for column '${column}'` };
  const bits = INTEGER_BITS[word];
  if (bits !== undefined) {
    const low = isUnsigned ? '0' : bits === 64 ? null : String(-(2 ** (bits - 1)));
    const high = bits === 64 ? null : String(isUnsigned ? 2 ** bits - 1 : 2 ** (bits - 1) - 1);
    const bounds = [...(low === null ? [] : [`${name} >= ${low}`]), ...(high === null ? [] : [`${name} <= ${high}`])];
    return {
      sql: 'INTEGER',
      end,
      isText: false,
      isBinary: false,
      checks: bounds.length > 0 ? [{ ...outOfRange, sql: bounds.join(' AND ') }] : [],
    };
  }
  if (CHARACTERS.has(word)) {
    const isBinary = word.endsWith('BINARY');
    const length = isBinary ? 'octet_length' : 'length';
    return { sql: 'TEXT', end, isText: true, isBinary, checks: [{ ...tooLong, sql: `${length}(${name}) <= ${String(size || 1)}` }] };
  }
  const bytes = TEXT_BYTES[word];
  if (bytes !== undefined) {
    const isBytes = word.endsWith('BLOB');
    return {
      sql: isBytes ? 'BLOB' : 'TEXT',
      end,
      isText: !isBytes,
      isBinary: isBytes || word === 'JSON',
      checks: bytes === 0 ? [] : [{ ...tooLong, sql: `octet_length(${name}) <= ${String(bytes)}` }],
    };
  }
  if (INSTANTS.has(word)) return { sql: 'TEXT', end, isText: true, isBinary: true, checks: [] };
  // A DECIMAL is kept as a double: 15 digits are exact.
  if (word === 'DOUBLE' || word === 'FLOAT' || word === 'REAL' || word === 'DECIMAL' || word === 'NUMERIC') {
    return { sql: 'REAL', end, isText: false, isBinary: false, checks: isUnsigned ? [{ ...outOfRange, sql: `${name} >= 0` }] : [] };
  }
  return refuse(source, `the type ${source.tokens[from]?.text ?? ''}`);
}
