import type { DayIndex } from './calendar';
import type { HabitArc } from './habit';
import { personAt, type Company } from './names';
import { randomFrom, type Random } from './random';
import type { HiddenTruth } from './truth';

const APP_ROLES = ['Owner', 'Admin', 'Member'] as const;

export type SimUser = {
  readonly accountId: string;
  readonly displayName: string;
  readonly email: string;
  /** What they do with the product; an `admin` also administers the site. */
  readonly role: 'admin' | 'lead' | 'member';
  /** What the app itself takes them for in this account. */
  readonly appRole: (typeof APP_ROLES)[number];
  /** First day of use. */
  readonly joinedDay: DayIndex;
  /** The day they left the company or the project, null while they are there. */
  readonly leftDay: DayIndex | null;
  /** Their share of working days with any use, once settled, before the account's own level: 0–1. */
  readonly intensity: number;
};

const APP_ROLE_OF: Readonly<Record<SimUser['role'], SimUser['appRole']>> = { admin: 'Owner', lead: 'Admin', member: 'Member' };

const MAX_USERS = 40;
const CONSULTANTS = 6;
const NOBODY = { slug: 'consulting' } as const;

/** The people of one account who ever use the product: a few heavy users and a tail, most of them from the first weeks. */
export function drawUsers(seed: string, company: Company, truth: HiddenTruth, arc: HabitArc, random: Random): SimUser[] {
  const suggested = 2 + 0.55 * truth.seats ** 0.6 * (0.35 + 0.65 * truth.habit);
  const count = Math.max(2, Math.min(MAX_USERS, Math.round(suggested * truth.scale)));
  const users = Array.from({ length: count }, (_, index): SimUser => {
    const person = personAt(company, random);
    const joinedDay = index < 2 ? arc.installedDay : arc.installedDay + (random.chance(0.55) ? random.int(0, 21) : random.int(15, 420));
    const accountId = `712020:${random.uuid()}`;
    const role = index === 0 ? 'admin' : random.chance(0.18) ? 'lead' : 'member';
    return {
      accountId,
      displayName: person.name,
      email: person.email.replace('@', `${String(index)}@`),
      role,
      appRole: APP_ROLE_OF[role],
      joinedDay,
      leftDay: index > 0 && random.chance(0.2) ? joinedDay + random.int(60, 500) : null,
      intensity: Math.min(1, Math.max(0.04, Math.exp(-1.25 + 0.7 * random.normal()))),
    };
  });
  if (random.chance(0.06)) {
    const person = consultant(seed, random.int(0, CONSULTANTS - 1), arc.installedDay);
    users.push({ ...person, appRole: random.pick(APP_ROLES) });
  }
  return users;
}

/** One person who works on several customers' sites under one account ID, as this here and as that there. */
function consultant(seed: string, index: number, joinedDay: DayIndex): Omit<SimUser, 'appRole'> {
  const random = randomFrom(seed, 'consultant', index);
  const person = personAt(NOBODY, random);
  return {
    accountId: `712020:${random.uuid()}`,
    displayName: person.name,
    email: person.email,
    role: 'lead',
    joinedDay,
    leftDay: null,
    intensity: 0.2,
  };
}
