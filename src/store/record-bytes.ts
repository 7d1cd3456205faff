import { fromBase85 } from '../platform/base85';

/** What a text of a packed record begins with; the place of it, from 1, is the first byte of the record as bytes. */
const PREFIXES = ['d1:', 'd2:', 'd3:', 'e3:'];
const PREFIX_LENGTH = 3;
const OF_BASE_64 = 'd1:';

/** The bytes of a record that is packed as a text. Throws a RangeError on any other text. */
export function recordBytes(packed: string): Buffer {
  const prefix = packed.slice(0, PREFIX_LENGTH);
  const first = PREFIXES.indexOf(prefix) + 1;
  if (first === 0) throw new RangeError(`Unknown prefix ${prefix}`);
  const body = packed.slice(PREFIX_LENGTH);
  return Buffer.concat([Buffer.of(first), prefix === OF_BASE_64 ? Buffer.from(body, 'base64') : fromBase85(body)]);
}
