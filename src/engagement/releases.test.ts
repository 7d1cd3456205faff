import fc from 'fast-check';
import { releasesOf, releasesToShow } from './releases';

const seen = (version: string, firstDay: number, app = 'board') => ({ app, version, firstDay });
const names = (releases: readonly { version: string }[]) => releases.map(({ version }) => version);

test('a release is higher than all before it; what ran on the first day was there already', () => {
  const all = [
    seen('2.0.0', 100),
    seen('1.9.0', 100),
    seen('2.0.10', 110),
    seen('2.0.9', 111),
    seen('1.8.4', 112),
    seen('2.1.0', 115),
    seen('10.0.0', 120),
    seen('9.9.9', 121),
  ];
  expect(names(releasesOf(all))).toEqual(['2.0.10', '2.1.0', '10.0.0']);
});

test('each app has releases of its own, and what is no version is none', () => {
  const all = [seen('1.0.0', 1), seen('5.0.0', 1, 'forms'), seen('1.1.0', 3), seen('5.0.1', 2, 'forms'), seen('dev', 4), seen('7', 5)];
  expect(releasesOf(all).map(({ app, version }) => `${app} ${version}`)).toEqual(['forms 5.0.1', 'board 1.1.0']);
});

test('of two on one day both are told, the lower one first', () => {
  expect(names(releasesOf([seen('1.0.0', 1), seen('1.2.0', 9), seen('1.1.0', 9)]))).toEqual(['1.1.0', '1.2.0']);
});

test('the order in which they are told does not matter', () => {
  const versions = fc.array(
    fc.record({
      app: fc.constantFrom('a', 'b'),
      version: fc.tuple(fc.nat(3), fc.nat(3), fc.nat(12)).map((parts) => parts.join('.')),
      firstDay: fc.nat(20),
    }),
    { maxLength: 12 },
  );
  fc.assert(
    fc.property(versions, (all) => {
      const distinct = [...new Map(all.map((each) => [`${each.app} ${each.version}`, each])).values()];
      expect(releasesOf(distinct.toReversed())).toEqual(releasesOf(distinct));
    }),
  );
});

test('many releases thin out to minor, then to major versions, then to the latest', () => {
  const patches = ['1.0.1', '1.0.2', '1.1.0', '1.1.1', '2.0.0'].map((version, index) => seen(version, index));
  expect(names(releasesToShow(patches, 5))).toEqual(['1.0.1', '1.0.2', '1.1.0', '1.1.1', '2.0.0']);
  expect(names(releasesToShow(patches, 4))).toEqual(['1.0.1', '1.1.0', '2.0.0']);
  expect(names(releasesToShow(patches, 2))).toEqual(['1.0.1', '2.0.0']);
  expect(names(releasesToShow(patches, 1))).toEqual(['2.0.0']);
});
