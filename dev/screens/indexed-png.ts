import { deflateSync, inflateSync } from 'node:zlib';

/** Pixels in rows from the top, three bytes each. */
type Picture = { readonly width: number; readonly height: number; readonly pixels: Uint8Array };

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const COLORS = 256;

/** The same picture with its 256 most important colours: pages have few, and the file shrinks to a third. Throws on other kinds of PNG. */
export function indexedPng(png: Buffer): Buffer {
  const picture = decode(png);
  const { palette, indexOf } = choosePalette(picture);
  const raw = Buffer.alloc((picture.width + 1) * picture.height);
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < picture.width; x += 1) raw[y * (picture.width + 1) + 1 + x] = indexOf((y * picture.width + x) * 3);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(picture.width, 0);
  header.writeUInt32BE(picture.height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat())),
    chunk('IDAT', deflateSync(raw, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Eight bits a channel, with or without alpha (which a page's picture does not use), not interlaced. */
export function decode(png: Buffer): Picture {
  if (!png.subarray(0, 8).equals(SIGNATURE)) throw new RangeError('Not a PNG');
  const parts: Buffer[] = [];
  let [width, height, channels] = [0, 0, 0];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    if (type === 'IHDR') {
      [width, height] = [data.readUInt32BE(0), data.readUInt32BE(4)];
      channels = data[9] === 2 ? 3 : data[9] === 6 ? 4 : 0;
      if (data[8] !== 8 || channels === 0 || data[12] !== 0) throw new RangeError('Only pictures of three or four channels of eight bits');
    } else if (type === 'IDAT') parts.push(data);
    at += length + 12;
  }
  const lines = inflateSync(Buffer.concat(parts));
  const stride = width * channels;
  const pixels = new Uint8Array(width * height * 3);
  let before = new Uint8Array(stride);
  for (let y = 0; y < height; y += 1) {
    const start = y * (stride + 1);
    const line = unfiltered(lines[start] ?? 0, lines.subarray(start + 1, start + 1 + stride), before, channels);
    for (let x = 0; x < width; x += 1) pixels.set(line.subarray(x * channels, x * channels + 3), (y * width + x) * 3);
    before = line;
  }
  return { width, height, pixels };
}

function unfiltered(filter: number, line: Uint8Array, above: Uint8Array, channels: number): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(line.length);
  for (let index = 0; index < line.length; index += 1) {
    const left = index < channels ? 0 : (out[index - channels] ?? 0);
    const up = above[index] ?? 0;
    const corner = index < channels ? 0 : (above[index - channels] ?? 0);
    out[index] = (line[index] ?? 0) + predicted(filter, left, up, corner);
  }
  return out;
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  switch (filter) {
    case 0:
      return 0;
    case 1:
      return left;
    case 2:
      return up;
    case 3:
      return (left + up) >> 1;
    case 4: {
      const guess = left + up - corner;
      const [byLeft, byUp, byCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
      return byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner;
    }
    default:
      throw new RangeError(`PNG has no filter ${filter}`);
  }
}

type Color = [number, number, number];

/** The most frequent colours; every other pixel takes the nearest of them. */
function choosePalette({ pixels }: Picture): { palette: readonly Color[]; indexOf: (at: number) => number } {
  const counts = new Map<number, number>();
  const colorAt = (at: number): number => ((pixels[at] ?? 0) << 16) | ((pixels[at + 1] ?? 0) << 8) | (pixels[at + 2] ?? 0);
  for (let at = 0; at < pixels.length; at += 3) counts.set(colorAt(at), (counts.get(colorAt(at)) ?? 0) + 1);
  const palette = [...counts]
    .sort(([a, countA], [b, countB]) => countB - countA || a - b)
    .slice(0, COLORS)
    .map(([color]): Color => [color >> 16, (color >> 8) & 255, color & 255]);
  const known = new Map(palette.map(([red, green, blue], index) => [(red << 16) | (green << 8) | blue, index]));
  const indexOf = (at: number): number => {
    const color = colorAt(at);
    const index = known.get(color) ?? nearest(palette, [color >> 16, (color >> 8) & 255, color & 255]);
    known.set(color, index);
    return index;
  };
  return { palette, indexOf };
}

function nearest(palette: readonly Color[], [red, green, blue]: Color): number {
  let best = 0;
  let least = Infinity;
  for (const [index, [r, g, b]] of palette.entries()) {
    const distance = (r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2;
    if (distance < least) [best, least] = [index, distance];
  }
  return best;
}

function chunk(type: string, data: Buffer): Buffer {
  const out = Buffer.alloc(data.length + 12);
  out.writeUInt32BE(data.length, 0);
  out.write(type, 4, 'latin1');
  data.copy(out, 8);
  out.writeUInt32BE(crc(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
}

function crc(bytes: Uint8Array): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return (sum ^ 0xffffffff) >>> 0;
}
