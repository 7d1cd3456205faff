const ROLES = ['technical', 'billing', 'reseller'];
const DOMAINS = ['company', 'free', 'partner'];

/** Roles and kinds of domains are kept by their first letter. */
export const contactLetter = (word: string): string => word.slice(0, 1);
export const roleOf = wordOf(ROLES);
export const domainOf = wordOf(DOMAINS);

function wordOf(words: readonly string[]): (letter: string) => string {
  return (letter) => words.find((word) => contactLetter(word) === letter) ?? letter;
}
