import { releaseMarks, releaseSentence, releaseWords } from './release-marks';

const release = (version: string, day: string, app = 'board') => ({ app, version, day });

test('a release stands in the period that it came out in, across a leap day and a year’s end', () => {
  const releases = [release('1.9.0', '2027-12-25'), release('2.0.0', '2027-12-31'), release('2.1.0', '2028-02-29')];
  const weeks = ['2027-12-27', '2028-01-03', '2028-02-28'];
  const marks = releaseMarks(weeks, '2028-03-06', releases);
  expect(marks).toEqual([
    { index: 0, label: '2.0.0', words: '2.0.0 on Dec 31, 2027' },
    { index: 2, label: '2.1.0', words: '2.1.0 on Feb 29, 2028' },
  ]);
  expect(releaseWords(marks, 2)).toBe('2.1.0 on Feb 29, 2028');
  expect(releaseWords(marks, 1)).toBeNull();
  expect(releaseMarks(weeks, '2028-02-29', releases)).toHaveLength(1);
  expect(releaseMarks(['2027-12', '2028-01', '2028-02'], '2028-03', releases).map(({ index }) => index)).toEqual([0, 2]);
});

test('several of one period are one mark; of several apps each is named', () => {
  const marks = releaseMarks(['2028-02-01'], '2028-02-02', [release('1.0.1', '2028-02-01'), release('4.0.0', '2028-02-01', 'forms')]);
  expect(marks).toEqual([{ index: 0, label: '4.0.0 +1', words: 'board 1.0.1 on Feb 1, 2028; forms 4.0.0 on Feb 1, 2028' }]);
  expect(releaseSentence(marks)).toBe(' Releases: board 1.0.1 on Feb 1, 2028; forms 4.0.0 on Feb 1, 2028.');
  expect(releaseSentence([])).toBe('');
});
