import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { dayFromNumber, dayNumber, isDay } from '../platform/days';
import { SAMPLES, WORDS } from './raw-words';

/**
 * A record's JSON in bytes: each word of the list is one byte, what nothing else tells stands apart behind the rest, and the rest is
 * deflated with records of the usual shape given beforehand. JSON holds no control character as it is, so those and the upper half of
 * the bytes are free.
 */
const SHAPES = [
  { mark: '\u0001', pattern: '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', bytes: 16, write: writeId, read: idAt },
  { mark: '\u0002', pattern: '\\d{4}-\\d{2}-\\d{2}', bytes: 2, write: writeDay, read: readDay },
  { mark: '\u0003', pattern: 'E(?:-[0-9A-Z]{3}){4}', bytes: 8, write: writeNumber, read: readNumber },
] as const;
/** Stands before and behind what is not ASCII. */
const FOREIGN = '\u0004';
const CODES = [...Array.from({ length: 27 }, (_, index) => 5 + index), ...Array.from({ length: 128 }, (_, index) => 128 + index)].map(
  (code) => String.fromCharCode(code),
);
const CODE_OF = new Map(WORDS.map((word, index) => [word, CODES[index] ?? '']));
const MEANS = new Map([...CODE_OF].map(([word, code]) => [code, word]));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const LONGEST_FIRST = [...WORDS].sort((a, b) => b.length - a.length).map(escaped);
const READABLE = new RegExp([...SHAPES.map(({ pattern }) => `(${pattern})`), '([^\\0-\\x7f]+)', ...LONGEST_FIRST].join('|'), 'g');
const CODED = new RegExp(`${FOREIGN}([\\x80-\\xff]*)${FOREIGN}|[\\x01-\\x1f\\x80-\\xff]`, 'g');

type Coded = { readonly text: string; readonly apart: Buffer };

function coded(json: string): Coded {
  const apart: Buffer[] = [];
  const text = json.replace(READABLE, (found: string, ...groups: (string | undefined)[]) => {
    const word = CODE_OF.get(found);
    if (word !== undefined) return word;
    const shape = SHAPES.findIndex((_, index) => groups[index] !== undefined);
    if (shape === -1) return FOREIGN + Buffer.from(found).toString('latin1') + FOREIGN;
    const bytes = SHAPES[shape]?.write(found) ?? null;
    if (bytes === null) return found;
    apart.push(bytes);
    return SHAPES[shape]?.mark ?? '';
  });
  return { text, apart: Buffer.concat(apart) };
}

const DICTIONARY = Buffer.from(SAMPLES.map((sample) => coded(JSON.stringify(sample)).text).join(''), 'latin1');

/** Of a text without control characters. */
export function encodeRecord(json: string): Buffer {
  const { text, apart } = coded(json);
  return Buffer.concat([deflateRawSync(Buffer.from(text, 'latin1'), { dictionary: DICTIONARY, level: 9 }), apart]);
}

export function decodeRecord(bytes: Buffer): string {
  const text = inflateRawSync(bytes, { dictionary: DICTIONARY }).toString('latin1');
  let at = bytes.length;
  for (const { mark, bytes: width } of SHAPES) at -= width * (text.split(mark).length - 1);
  return text.replace(CODED, (code: string, foreign: string | undefined) => {
    if (foreign !== undefined) return Buffer.from(foreign, 'latin1').toString();
    const shape = SHAPES.find(({ mark }) => mark === code);
    if (shape === undefined) return MEANS.get(code) ?? '';
    at += shape.bytes;
    return shape.read(bytes, at - shape.bytes);
  });
}

function writeId(id: string): Buffer {
  return Buffer.from(id.replaceAll('-', ''), 'hex');
}

/** The id that these 16 bytes are. */
export function idAt(bytes: Buffer, at: number): string {
  const hex = bytes.toString('hex', at, at + 16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function writeDay(day: string): Buffer | null {
  const number = isDay(day) ? dayNumber(day) : -1;
  return number < 0 || number > 0xffff ? null : Buffer.from([number >> 8, number & 0xff]);
}

function readDay(bytes: Buffer, at: number): string {
  return dayFromNumber(bytes.readUInt16BE(at));
}

/** Twice six digits to the base of 36, which are less than four bytes. */
function writeNumber(number: string): Buffer {
  const digits = number.slice(2).replaceAll('-', '');
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32BE(Number.parseInt(digits.slice(0, 6), 36), 0);
  bytes.writeUInt32BE(Number.parseInt(digits.slice(6), 36), 4);
  return bytes;
}

function readNumber(bytes: Buffer, at: number): string {
  const digits = [0, 4]
    .map((place) =>
      bytes
        .readUInt32BE(at + place)
        .toString(36)
        .toUpperCase()
        .padStart(6, '0'),
    )
    .join('');
  return `E-${digits.slice(0, 3)}-${digits.slice(3, 6)}-${digits.slice(6, 9)}-${digits.slice(9)}`;
}
