/**
 * What stands in nearly every profile, and the characters that it is kept as: no JSON has them. Only ever added to, for what is kept is read by it;
 * a text without any is read as it is.
 */
const WORDS = [
  ['\u0001', '":said at":'],
  ['\u0002', '"accountType":"'],
  ['\u0003', '"Role":"'],
  ['\u0004', '"firstSeenDay":"'],
  ['\u0005', 'licensed"'],
] as const;

/** The JSON of a profile as it is kept. */
export const packProfile = (json: string): string => WORDS.reduce((text, [mark, word]) => text.replaceAll(word, mark), json);

export const unpackProfile = (text: string): string => WORDS.reduce((json, [mark, word]) => json.replaceAll(mark, word), text);
