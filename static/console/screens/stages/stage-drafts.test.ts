import { DEFAULT_STAGES } from '../../../../src/profiles/default-stage';
import { BY_LICENCE } from '../../../../src/profiles/stage-rules/stages-of';
import type { Known } from '../segments/builder/draft-problems';
import { draftsOf, finishedStages, formerName, withMoved, withStage } from './stage-drafts';

const known: Known = {
  catalogue: {
    properties: {
      account: new Map([['licence-stage', { label: 'Stage by licence', type: 'text' }]]),
      user: new Map(),
      membership: new Map(),
    },
    events: new Map(),
    stages: { account: new Map(), user: new Map(), membership: new Map() },
    tags: { account: new Set(), user: new Set(), membership: new Set() },
  },
  segments: new Map(),
};
const drafts = draftsOf(BY_LICENCE.map((stage) => ({ ...stage })));
const names = Object.keys(DEFAULT_STAGES);

test('what is opened and not changed is what would be saved', () => {
  expect(finishedStages(drafts, known)).toEqual({ stages: BY_LICENCE, problems: names.map(() => []) });
  expect(drafts.map(formerName)).toEqual(names.map(() => null));
});

test('a stage under another name is the same one, and says what it was called', () => {
  const [first = drafts[0]!, ...rest] = drafts;
  const renamed = [{ ...first, name: ' Trial ' }, ...rest];
  expect(finishedStages(renamed, known).stages?.[0]).toMatchObject({ key: 'Evaluation', name: 'Trial' });
  expect(renamed.map(formerName).slice(0, 2)).toEqual(['Evaluation', null]);
  const unnamed = finishedStages([{ ...first, name: ' ' }, ...rest], known);
  expect([unnamed.stages, unnamed.problems[0]]).toEqual([null, [{ path: 'name', message: 'Give it a name.' }]]);
  expect(finishedStages([{ ...first, name: 'Free' }, ...rest], known).problems[2]).toEqual([
    { path: 'name', message: 'Another stage is called that way.' },
  ]);
});

test('a new stage stands first, is not finished, and says what is missing', () => {
  const added = withStage(drafts);
  const { stages, problems } = finishedStages(added, known);
  expect(stages).toBeNull();
  expect(problems[0]?.map(({ message }) => message)).toEqual(['Give it a name.', 'Choose a property.']);
  expect(problems.slice(1).flat()).toEqual([]);
  expect(new Set(added.map(({ id }) => id)).size).toBe(names.length + 1);
  const same = finishedStages([...drafts, { ...drafts[0]!, id: 99 }], known);
  expect(same.problems.at(-1)).toEqual([{ path: 'name', message: 'Another stage is called that way.' }]);
});

test('a stage moves by one place and not beyond the ends', () => {
  const named = (list: typeof drafts) => list.map(({ name }) => name);
  expect(named(withMoved(drafts, 1, -1)).slice(0, 3)).toEqual([names[1], names[0], names[2]]);
  expect(named(withMoved(drafts, 0, -1))).toEqual(names);
  expect(named(withMoved(drafts, names.length - 1, 1))).toEqual(names);
});
