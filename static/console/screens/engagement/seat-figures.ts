import type { SeatBand, SeatUseAnswer } from '../../../../src/contract/seat-use';
import { count, counted, roundPercent } from '../../parts/format';

export type PaidSeats = NonNullable<SeatUseAnswer['seats']>;

export const bandTitles: Readonly<Record<SeatBand, string>> = {
  none: 'No user seen',
  under10: 'Under 10%',
  under25: '10% to 25%',
  under50: '25% to 50%',
  under80: '50% to 80%',
  upTo100: '80% to 100%',
  over100: 'More users than seats',
};

/** How many seats have a user, and who stands aside. */
export function seatGist({ accounts, seats, usersSeen, share, notObserved, withoutSeats }: PaidSeats): string {
  const used = `${count(usersSeen)} users seen in the last 30 days for ${counted(seats, 'paid seat')}${share === null ? '' : ` (${roundPercent(share)})`}, in ${counted(accounts, 'account')}.`;
  const aside = [
    ...(notObserved === 0 ? [] : [`${count(notObserved)} ${notObserved === 1 ? 'does' : 'do'} not report`]),
    ...(withoutSeats === 0 ? [] : [`${count(withoutSeats)} ${withoutSeats === 1 ? 'has' : 'have'} no number of seats`]),
  ];
  if (aside.length === 0) return used;
  return `${used} ${counted(notObserved + withoutSeats, 'paying account stands', 'paying accounts stand')} aside: ${aside.join(', ')}.`;
}
