/** What a key that no source has gets: Segment says nothing and drops the events; stricter services refuse the request. */
export type UnknownKeyAnswer = 'drop' | 401 | 403;

/** Which source a write key belongs to, and keys that are taken away and given back. */
export function sourceKeys(sources: readonly { readonly name: string; readonly writeKey: string }[], unknownKey: UnknownKeyAnswer) {
  const revoked = new Map<string, UnknownKeyAnswer>();
  return {
    /** A revoked key is as if it never was, until it is restored. */
    revoke: (writeKey: string, answer: UnknownKeyAnswer = unknownKey): void => {
      revoked.set(writeKey, answer);
    },
    restore: (writeKey: string): void => {
      revoked.delete(writeKey);
    },
    /** The source's name, or what its absence answers. */
    sourceOf(writeKey: string | null): { readonly name: string } | { readonly name: null; readonly answer: UnknownKeyAnswer } {
      const answer = writeKey === null ? undefined : revoked.get(writeKey);
      const name = sources.find((source) => source.writeKey === writeKey)?.name;
      return answer === undefined && name !== undefined ? { name } : { name: null, answer: answer ?? unknownKey };
    },
  };
}
