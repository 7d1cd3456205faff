import { seatGist } from './seat-figures';

const SEATS = { accounts: 12, seats: 400, usersSeen: 60, share: 0.15, notObserved: 0, withoutSeats: 0, bands: [], rows: [] };

test('seats with a user in a sentence, and who stands aside', () => {
  expect(seatGist(SEATS)).toBe('60 users seen in the last 30 days for 400 paid seats (15%), in 12 accounts.');
  expect(seatGist({ ...SEATS, notObserved: 1, withoutSeats: 2 })).toContain(
    '3 paying accounts stand aside: 1 does not report, 2 have no number of seats.',
  );
  expect(seatGist({ ...SEATS, notObserved: 0, withoutSeats: 1 })).toContain('1 paying account stands aside: 1 has no number of seats.');
});
