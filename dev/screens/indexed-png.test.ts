import { deflateSync } from 'node:zlib';
import { decode, indexedPng } from './indexed-png';

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  // A reader that looks at the sums is not this one.
  return Buffer.concat([length, Buffer.from(type, 'latin1'), data, Buffer.alloc(4)]);
}

/** Two by two pixels with alpha, of which the second line is written as the difference to the first. */
function small(): Buffer {
  const header = Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 0]);
  const lines = Buffer.from([0, 255, 0, 0, 255, 0, 0, 255, 255, 2, 0, 1, 0, 0, 0, 0, 0, 0]);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(lines)), chunk('IEND', Buffer.alloc(0))]);
}

test('pixels are read through the filters of lines', () => {
  expect([...decode(small()).pixels]).toEqual([255, 0, 0, 0, 0, 255, 255, 1, 0, 0, 0, 255]);
});

test('a picture of few colours keeps every one of them', () => {
  const png = indexedPng(small());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  const palette = png.indexOf('PLTE');
  expect(png.readUInt32BE(palette - 4)).toBe(9);
  expect([...png.subarray(palette + 4, palette + 13)]).toEqual([0, 0, 255, 255, 0, 0, 255, 1, 0]);
});

test('what is no PNG, or of another kind, is an error in words', () => {
  expect(() => decode(Buffer.from('GIF89a'.padEnd(40)))).toThrow('Not a PNG');
  expect(() => indexedPng(indexedPng(small()))).toThrow('Only pictures of three or four channels');
});
