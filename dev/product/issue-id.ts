/** The project that the host's pages show. */
export const DEMO_PROJECT = 'DEMO';
const IDS_PER_PROJECT = 100_000;

/** Numbers, as Jira's ids are: stable for a key, different for different keys of one project. */
export function issueIdOf(issueKey: string): string {
  const [project = '', number = '0'] = issueKey.split(/-(?=\d+$)/);
  return String(projectNumber(project) * IDS_PER_PROJECT + Number(number));
}

/** The key of an id of the demo project; null for an id of any other, which cannot be read back. */
export function demoIssueKeyOf(issueId: string): string | null {
  const number = Number(issueId) - projectNumber(DEMO_PROJECT) * IDS_PER_PROJECT;
  return Number.isInteger(number) && number > 0 && number < IDS_PER_PROJECT ? `${DEMO_PROJECT}-${String(number)}` : null;
}

export const projectIdOf = (projectKey: string): string => String(10_000 + projectNumber(projectKey));

function projectNumber(projectKey: string): number {
  return Array.from(projectKey).reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_000, 7) + 1;
}
