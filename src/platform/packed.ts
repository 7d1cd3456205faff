import { deflateSync, inflateSync } from 'node:zlib';

/** A value as deflated JSON in base64: what is kept whole takes a fraction of its space. */
export function pack(value: unknown): string {
  return deflateSync(JSON.stringify(value)).toString('base64');
}

/** What was packed; throws on anything else. */
export function unpack(packed: string): unknown {
  return JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString());
}
