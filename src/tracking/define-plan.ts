import { TRAIT_OWNERS, type TraitOwner } from './trait-owners';

/**
 * A tracking plan names every event that may leave a site and the type of each of its properties. The types are enum,
 * number, boolean, day and branded id; there is none for free text, so what a human typed cannot leave.
 */
export type PropertyType = (
  | { readonly kind: 'enum'; readonly values: readonly [string, ...string[]] }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'day' }
  | { readonly kind: 'id'; readonly brand: string }
) & { readonly optional?: true };

export const oneOf = <const V extends readonly [string, ...string[]]>(...values: V) => ({ kind: 'enum', values }) as const;
export const number = () => ({ kind: 'number' }) as const;
export const boolean = () => ({ kind: 'boolean' }) as const;
export const day = () => ({ kind: 'day' }) as const;
/** An opaque identifier that a machine made: letters, digits, `-`, `_`, `:`, `.`, at most 64. */
export const id = <const B extends string>(brand: B) => ({ kind: 'id', brand }) as const;
/** What is not always known: an event leaves it out, an account property is null. */
export const optional = <const T extends PropertyType>(type: T) => ({ ...type, optional: true }) as const;

export type EventDefinition = {
  /** A feature is an event that shows value was got; the rest (a page opened, a heartbeat) is not usage. */
  readonly feature: boolean;
  /** Somebody opened a page: destinations get a `page` call with this name, which journy.io shows as a screen. */
  readonly page?: true;
  readonly description: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
};
export type TrackingPlan = Readonly<Record<string, EventDefinition>>;

export type ValueOf<T extends PropertyType> = T extends { kind: 'enum'; values: readonly (infer V)[] }
  ? V
  : T extends { kind: 'number' }
    ? number
    : T extends { kind: 'boolean' }
      ? boolean
      : string;

export type EventName<P extends TrackingPlan> = keyof P & string;
type Properties<T extends Readonly<Record<string, PropertyType>>> = {
  readonly [K in keyof T as T[K] extends { optional: true } ? never : K]: ValueOf<T[K]>;
} & { readonly [K in keyof T as T[K] extends { optional: true } ? K : never]?: ValueOf<T[K]> };
export type EventProperties<P extends TrackingPlan, E extends EventName<P>> = Properties<P[E]['properties']>;
/** `track('Item Ticked', { place: 'issue' })`: a name or a property that the plan lacks does not compile. */
export type Track<P extends TrackingPlan> = <E extends EventName<P>>(event: E, properties: EventProperties<P, E>) => void;

const EVENT_NAME = /^[A-Z][A-Za-z0-9]*( [A-Z][A-Za-z0-9]*)+$/;

/** Declares the plan; throws on a name that is not Title Case words (noun, past-tense verb). */
export function defineTrackingPlan<const P extends TrackingPlan>(plan: P): P {
  for (const name of Object.keys(plan)) {
    if (!EVENT_NAME.test(name)) throw new TypeError(`Event name "${name}" is not Title Case words, noun and past-tense verb`);
  }
  return plan;
}

/** Properties that an account, a user or their relationship has by name, each with its type. */
export type Traits = Readonly<Record<string, PropertyType>>;
/** All that may leave a site: events, and what is told of an account, a user, and a user in an account. */
export type SentPlan = { readonly events: TrackingPlan; readonly account: Traits; readonly user: Traits; readonly membership: Traits };
/** What a function that counts what exists gives back. */
export type TraitValues<T extends Traits> = {
  readonly [K in keyof T]: ValueOf<T[K]> | (T[K] extends { optional: true } ? null : never);
};

const TRAIT_NAME = /^[a-z][A-Za-z0-9]{0,39}$/;

/**
 * Declares what the app tells of an account beside its events: what exists, such as how many lists there are. Throws on a name
 * that is not camelCase, or that somebody else gives a value to.
 */
export function defineAccountProperties<const T extends Traits>(properties: T): T {
  for (const name of Object.keys(properties)) {
    if (!TRAIT_NAME.test(name)) throw new TypeError(`Account property "${name}" is not camelCase`);
    const owner = Object.hasOwn(TRAIT_OWNERS, name) ? TRAIT_OWNERS[name] : undefined;
    if (owner !== undefined) throw new TypeError(`Account property "${name}" belongs to ${OWNER_NAMES[owner]}: choose another name`);
  }
  return properties;
}

const OWNER_NAMES: Record<TraitOwner, string> = {
  'run-time': 'the tracking kit',
  marketplace: 'the Marketplace reports',
  nobody: 'no app: destinations read a meaning into it',
};
