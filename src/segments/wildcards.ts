/**
 * True where all of `text` is what the pattern says: `*` is any letters, none too, `?` is one. At most pattern × text steps, because
 * only the last `*` is ever tried again.
 */
export function matchesWildcards(wildcards: string, value: string): boolean {
  const [pattern, text] = [Array.from(wildcards), Array.from(value)];
  let [at, from, star, resume] = [0, 0, -1, 0];
  while (from < text.length) {
    const wanted = pattern[at];
    if (wanted === '*') {
      star = at;
      resume = from;
      at += 1;
    } else if (wanted !== undefined && (wanted === '?' || wanted === text[from])) {
      at += 1;
      from += 1;
    } else if (star >= 0) {
      resume += 1;
      from = resume;
      at = star + 1;
    } else return false;
  }
  while (pattern[at] === '*') at += 1;
  return at === pattern.length;
}
