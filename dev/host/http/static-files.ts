import { readFile } from 'node:fs/promises';
import { extname, resolve, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};

export type StaticFile = { readonly type: string; readonly bytes: Buffer };

/** A file below a folder, or null; a path that leads out of the folder is no file. */
export async function readStatic(folder: string, path: string): Promise<StaticFile | null> {
  const root = resolve(folder);
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const file = resolve(root, `.${sep}${decoded}`);
  if (!file.startsWith(root + sep)) return null;
  try {
    return { type: TYPES[extname(file)] ?? 'application/octet-stream', bytes: await readFile(file) };
  } catch {
    return null;
  }
}
