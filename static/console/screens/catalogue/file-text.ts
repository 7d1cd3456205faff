/** A file as the browser has it: read in pieces, as often as is asked. */
export type TextFile = Pick<File, 'name' | 'size' | 'lastModified' | 'stream'>;
export type FileTrouble = { readonly line: number; readonly problem: string };

export const trouble = (line: number, problem: string): FileTrouble => ({ line, problem });

/**
 * Hands over the text of a file piece by piece, each when the one before is done with; what is returned ends it. Bytes are read as UTF-8 and
 * nothing else: what is read wrongly would be stored wrongly. Null at the end of the file.
 */
export async function readText(
  file: TextFile,
  take: (text: string) => Promise<FileTrouble | 'enough' | null>,
): Promise<FileTrouble | 'enough' | null> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const reader = file.stream().getReader();
  try {
    for (;;) {
      const piece = await nextPiece(reader);
      if (piece === null) return trouble(1, 'The browser can no longer read the file. It was changed or moved since: choose it again.');
      const text = decoded(decoder, piece);
      if (text === null) return trouble(1, 'The file is not UTF-8. Save it as UTF-8 (in Excel: “CSV UTF-8”), and choose it again.');
      const end = text === '' ? null : await take(text);
      if (end !== null) return end;
      if (piece === 'end') return null;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function nextPiece(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | 'end' | null> {
  try {
    const { done, value } = await reader.read();
    return done ? 'end' : value;
  } catch {
    return null;
  }
}

/** Null for what is no UTF-8. */
function decoded(decoder: TextDecoder, piece: Uint8Array | 'end'): string | null {
  try {
    return piece === 'end' ? decoder.decode() : decoder.decode(piece, { stream: true });
  } catch {
    return null;
  }
}
