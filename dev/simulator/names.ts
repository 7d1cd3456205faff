import type { Random } from './random';

/** Invented companies and people. Any likeness is chance; every address ends in the reserved `.example`. */
export type Company = {
  readonly name: string;
  /** Also the site's slug and the first label of the mail domain. */
  readonly slug: string;
  readonly country: string;
  readonly region: 'EMEA' | 'Americas' | 'APAC';
  readonly city: string;
  /** Whole hours from UTC, summer time left out. */
  readonly utcOffsetHours: number;
};
export type Person = { readonly name: string; readonly email: string };

const FIRST = [
  'Amber',
  'Birch',
  'Cobalt',
  'Delta',
  'Elder',
  'Fjord',
  'Granite',
  'Harbor',
  'Iris',
  'Juniper',
  'Kestrel',
  'Larch',
  'Meridian',
  'Nimbus',
  'Opal',
  'Pioneer',
  'Quarry',
  'Rowan',
  'Summit',
  'Thistle',
  'Umber',
  'Vesper',
  'Willow',
  'Yarrow',
  'Zephyr',
] as const;
const SECOND = [
  'Analytics',
  'Bank',
  'Biotech',
  'Care',
  'Devices',
  'Energy',
  'Foods',
  'Freight',
  'Games',
  'Insurance',
  'Labs',
  'Learning',
  'Logistics',
  'Media',
  'Mobility',
  'Motors',
  'Networks',
  'Optics',
  'Robotics',
  'Software',
  'Studios',
  'Systems',
  'Telecom',
  'Travel',
  'Works',
] as const;
const GIVEN = [
  'Ada',
  'Bela',
  'Chidi',
  'Dana',
  'Emre',
  'Fatou',
  'Goran',
  'Hana',
  'Ivo',
  'Jun',
  'Kaia',
  'Lior',
  'Mina',
  'Noor',
  'Oskar',
  'Priya',
  'Quinn',
  'Rosa',
  'Sami',
  'Tove',
  'Uma',
  'Vera',
  'Wen',
  'Yara',
  'Zoltan',
] as const;
const FAMILY = [
  'Abara',
  'Brandt',
  'Castillo',
  'Duval',
  'Eriksen',
  'Fabian',
  'Gupta',
  'Horvat',
  'Ito',
  'Jansen',
  'Kovacs',
  'Lindqvist',
  'Moreau',
  'Nakamura',
  'Okoye',
  'Petrov',
  'Quist',
  'Rahman',
  'Silva',
  'Tanaka',
  'Ueda',
  'Vargas',
  'Weiss',
  'Yilmaz',
  'Zeman',
] as const;

type Place = Pick<Company, 'country' | 'region' | 'city' | 'utcOffsetHours'>;
const PLACES: readonly [Place, ...Place[]] = [
  { country: 'Germany', region: 'EMEA', city: 'Hamburg', utcOffsetHours: 1 },
  { country: 'United States', region: 'Americas', city: 'Denver', utcOffsetHours: -7 },
  { country: 'United States', region: 'Americas', city: 'Boston', utcOffsetHours: -5 },
  { country: 'United Kingdom', region: 'EMEA', city: 'Leeds', utcOffsetHours: 0 },
  { country: 'Australia', region: 'APAC', city: 'Brisbane', utcOffsetHours: 10 },
  { country: 'Japan', region: 'APAC', city: 'Nagoya', utcOffsetHours: 9 },
  { country: 'Poland', region: 'EMEA', city: 'Gdansk', utcOffsetHours: 1 },
  { country: 'Brazil', region: 'Americas', city: 'Curitiba', utcOffsetHours: -3 },
  { country: 'India', region: 'APAC', city: 'Pune', utcOffsetHours: 5 },
];

/** `index` makes the name unique: 625 combinations, then they get a number. */
export function companyAt(index: number, random: Random): Company {
  const combination = (index * 7 + Math.floor(index / 25) * 3) % (FIRST.length * SECOND.length);
  const turn = Math.floor(index / (FIRST.length * SECOND.length));
  const words = `${FIRST[combination % FIRST.length] ?? 'Amber'} ${SECOND[Math.floor(combination / FIRST.length)] ?? 'Labs'}`;
  const name = turn === 0 ? words : `${words} ${String(turn + 1)}`;
  return { name, slug: name.toLowerCase().replaceAll(' ', '-'), ...random.pick(PLACES) };
}

export function personAt(company: Pick<Company, 'slug'>, random: Random): Person {
  const given = random.pick(GIVEN);
  const family = random.pick(FAMILY);
  return { name: `${given} ${family}`, email: `${given}.${family}@${company.slug}.example`.toLowerCase() };
}
