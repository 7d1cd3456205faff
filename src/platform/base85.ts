/** No quote, backslash or white space: such a text is as long in JSON and in SQL as it is. */
const DIGITS = Buffer.from('0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#', 'latin1');
const BASE = DIGITS.length;
const NONE = 255;
const VALUES = new Uint8Array(256).fill(NONE);
DIGITS.forEach((digit, value) => {
  VALUES[digit] = value;
});
/** Four bytes are five digits; of a last group of fewer bytes, one digit more than it has bytes. */
const BYTES = 4;
const GROUP = BYTES + 1;

/** Bytes as a text, a fifteenth shorter than base64. */
export function toBase85(bytes: Uint8Array): string {
  const groups = Math.ceil(bytes.length / BYTES);
  const text = Buffer.alloc(groups * GROUP);
  for (let group = 0; group < groups; group += 1) {
    let value = 0;
    for (let index = 0; index < BYTES; index += 1) value = value * 256 + (bytes[group * BYTES + index] ?? 0);
    for (let index = BYTES; index >= 0; index -= 1) {
      text[group * GROUP + index] = DIGITS[value % BASE] ?? 0;
      value = Math.floor(value / BASE);
    }
  }
  return text.toString('latin1', 0, text.length - (groups * BYTES - bytes.length));
}

/** The bytes of such a text; throws a RangeError on anything else. */
export function fromBase85(text: string): Buffer {
  const digits = Buffer.from(text, 'latin1');
  const groups = Math.ceil(digits.length / GROUP);
  const bytes = Buffer.alloc(groups * BYTES);
  for (let group = 0; group < groups; group += 1) {
    let value = 0;
    for (let index = 0; index < GROUP; index += 1) {
      const at = group * GROUP + index;
      const digit = at < digits.length ? (VALUES[digits[at] ?? 0] ?? NONE) : BASE - 1;
      if (digit === NONE) throw new RangeError('Not a text of base 85');
      value = value * BASE + digit;
    }
    if (value >= 2 ** 32) throw new RangeError('Not a text of base 85');
    bytes.writeUInt32BE(value, group * BYTES);
  }
  return bytes.subarray(0, bytes.length - (groups * GROUP - digits.length));
}
