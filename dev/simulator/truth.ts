import type { Random } from './random';

/** What kind of customer this is. `ordinary` follows from fit and habit alone; the others make sure that every case exists. */
export type Story =
  | 'ordinary' // tries, buys or not, stays or leaves
  | 'shelfware' // pays, and nobody uses it
  | 'squatter' // the trial lapsed, and people go on using it
  | 'open-source' // a free licence, used
  | 'community' // a quarter of the list price
  | 'academic' // a quarter of the list price
  | 'sandbox' // the test site of a customer: free
  | 'atlassian' // the platform's own people: no customer at all
  | 'data-center' // self-managed: pays, and can never be observed
  | 'moved-away' // ended here because the customer moved to the next account
  | 'moved-in' // the other half of a move
  | 'returned' // left, and came back
  | 'refunded'; // bought, and asked for the money back within 30 days

/** Why an account's usage cannot be seen. It may well be used. */
export type Blindness = 'egress-off' | 'old-version' | 'data-center';

/** What no report states: the causes that the rest of the world follows from. */
export type HiddenTruth = {
  readonly story: Story;
  /** How well the product suits them, 0–1: breadth of features, and half of the reason to buy. */
  readonly fit: number;
  /** How often they do the work that it helps with, 0–1: frequency, and the other half. */
  readonly habit: number;
  /** How fast they lose patience, 0–1. */
  readonly discontent: number;
  /** Seats on the day of installation. */
  readonly seats: number;
  /** Seats multiply by this much each 30 days. */
  readonly monthlyGrowth: number;
  /** Users seen for each that its size suggests; 1 is typical. */
  readonly scale: number;
  readonly notObservedBecause: Blindness | null;
};

/** One turn of the wheel: every story at its share, and moves as neighbours. */
const STORIES: readonly Story[] = [
  'ordinary',
  'ordinary',
  'shelfware',
  'ordinary',
  'squatter',
  'ordinary',
  'open-source',
  'ordinary',
  'ordinary',
  'moved-away',
  'moved-in',
  'ordinary',
  'community',
  'ordinary',
  'data-center',
  'ordinary',
  'returned',
  'ordinary',
  'academic',
  'ordinary',
  'ordinary',
  'sandbox',
  'ordinary',
  'refunded',
  'ordinary',
  'atlassian',
  'ordinary',
  'ordinary',
  'ordinary',
  'ordinary',
];

export function storyAt(index: number, accounts: number): Story {
  const story = STORIES[index % STORIES.length] ?? 'ordinary';
  return story === 'moved-away' && index + 1 >= accounts ? 'ordinary' : story;
}

/** True where a move goes from a self-managed server to the cloud; the other moves go from site to site. */
export function leavesDataCenter(index: number): boolean {
  return Math.floor(index / STORIES.length) % 2 === 0;
}

export function drawTruth(index: number, accounts: number, random: Random): HiddenTruth {
  const story = storyAt(index, accounts);
  const unit = (): number => (random.next() + random.next()) / 2;
  const fit = story === 'squatter' || story === 'returned' ? 0.5 + unit() / 2 : unit();
  const habit = story === 'squatter' || story === 'returned' || story === 'open-source' ? 0.5 + unit() / 2 : unit();
  const seats = Math.max(3, Math.min(4000, Math.round(Math.exp(3.4 + 1.25 * random.normal()))));
  return {
    story,
    fit,
    habit,
    discontent: Math.min(1, Math.max(0, 1 - fit * 0.7 + random.normal() * 0.2)) * random.next(),
    seats: story === 'sandbox' ? Math.min(seats, 10) : seats,
    monthlyGrowth: 1 + 0.02 * (fit - 0.25) + 0.012 * random.normal(),
    scale: Math.exp(0.45 * random.normal()),
    notObservedBecause: blindness(story, index, random),
  };
}

function blindness(story: Story, index: number, random: Random): Blindness | null {
  const draw = random.next();
  if (story === 'data-center' || (story === 'moved-away' && leavesDataCenter(index))) return 'data-center';
  if (story !== 'ordinary') return null;
  if (draw < 0.09) return 'egress-off';
  return draw < 0.15 ? 'old-version' : null;
}
