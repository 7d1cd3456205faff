/** Issues and pages that exist only to give the apps a plausible place. All of it is made up. */
export type Issue = {
  key: string;
  summary: string;
  description: string;
  status: 'To do' | 'In progress' | 'Done';
  priority: 'Low' | 'Medium' | 'High';
  labels: readonly string[];
};

const SUBJECTS: readonly [Omit<Issue, 'key'>, ...Omit<Issue, 'key'>[]] = [
  {
    summary: 'Write the release notes for the spring edition',
    description:
      'The notes go out with the build on Thursday. Keep each entry to one sentence, say what changed for the reader, and leave out what only we can see.',
    status: 'In progress',
    priority: 'Medium',
    labels: ['release', 'writing'],
  },
  {
    summary: 'Search results lose their order after paging back',
    description:
      'Open page three, then go back to page two: the rows are sorted by name and no longer by date. It happens with the keyboard as well as with the buttons.',
    status: 'To do',
    priority: 'High',
    labels: ['search'],
  },
  {
    summary: 'Move the nightly report to the new mail templates',
    description: 'The old templates cannot show tables in dark mode. The new ones can, and they are shorter. The wording stays as it is.',
    status: 'To do',
    priority: 'Low',
    labels: ['reports'],
  },
  {
    summary: 'Agree on names for the three onboarding steps',
    description: 'Support, product and the help pages call the same steps by different names. Pick one name each and change the pages.',
    status: 'In progress',
    priority: 'Medium',
    labels: ['onboarding'],
  },
  {
    summary: 'Export keeps running after the tab is closed',
    description: 'The export should stop, or the page should say that it goes on in the background. Decide which, then make it true.',
    status: 'To do',
    priority: 'High',
    labels: ['export'],
  },
  {
    summary: 'Retire the old colour picker',
    description: 'Nothing has used it since the theme work. Remove it and its two tests.',
    status: 'Done',
    priority: 'Low',
    labels: ['tidying'],
  },
];

export function issueOf(issueKey: string): Issue {
  const number = Number(/\d+$/.exec(issueKey)?.[0] ?? '1');
  const subject = SUBJECTS[(number + SUBJECTS.length - 1) % SUBJECTS.length] ?? SUBJECTS[0];
  return { key: issueKey, ...subject };
}

export const BOARD: readonly Issue[] = SUBJECTS.map((_, index) => issueOf(`DEMO-${String(index + 1)}`));

export type Page = { id: string; title: string; paragraphs: readonly string[] };

export const PAGES: readonly [Page, ...Page[]] = [
  {
    id: '98310',
    title: 'How we plan a fortnight',
    paragraphs: [
      'We plan on Mondays for two weeks. Whoever brings a piece of work says what will be different when it is done, and for whom. If nobody can say it, the work waits.',
      'Estimates are rough on purpose: small, medium, or too big. What is too big is cut before it starts.',
      'On the second Friday we look back for half an hour. One thing that went well is kept, one thing that did not is changed, and the rest is left alone.',
    ],
  },
  {
    id: '98311',
    title: 'Team handbook',
    paragraphs: [
      'This page is the short way in. It says where things are and whom to ask, and it is the only page that everyone has to read.',
      'If something here is wrong, change it. A wrong handbook costs more than a rough one.',
    ],
  },
  {
    id: '98312',
    title: 'Checklist for a launch',
    paragraphs: [
      'Before a launch we walk through the same steps every time. The list is short so that it is really used.',
      'Nothing goes live on a Friday.',
    ],
  },
];

export const pageOf = (id: string): Page => PAGES.find((page) => page.id === id) ?? { ...PAGES[0], id };
