/**
 * A tracking plan names every event that may leave a site and the type of each of its properties. The types are enum,
 * number, boolean, day and branded id; there is none for free text, so what a human typed cannot leave.
 */
export type PropertyType =
  | { readonly kind: 'enum'; readonly values: readonly [string, ...string[]] }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'day' }
  | { readonly kind: 'id'; readonly brand: string };

export const oneOf = <const V extends readonly [string, ...string[]]>(...values: V) => ({ kind: 'enum', values }) as const;
export const number = () => ({ kind: 'number' }) as const;
export const boolean = () => ({ kind: 'boolean' }) as const;
/** @public A type of the kit, for whoever writes a plan; the app's own plan has no day. */
export const day = () => ({ kind: 'day' }) as const;
/** @public An opaque identifier that a machine made: letters, digits, `-`, `_`, `:`, `.`, at most 64. */
export const id = <const B extends string>(brand: B) => ({ kind: 'id', brand }) as const;

export type EventDefinition = {
  /** A feature is an event that shows value was got; the rest (a page opened, a heartbeat) is not usage. */
  readonly feature: boolean;
  readonly description: string;
  readonly properties: Readonly<Record<string, PropertyType>>;
};
export type TrackingPlan = Readonly<Record<string, EventDefinition>>;

type ValueOf<T extends PropertyType> = T extends { kind: 'enum'; values: readonly (infer V)[] }
  ? V
  : T extends { kind: 'number' }
    ? number
    : T extends { kind: 'boolean' }
      ? boolean
      : string;

export type EventName<P extends TrackingPlan> = keyof P & string;
export type EventProperties<P extends TrackingPlan, E extends EventName<P>> = {
  readonly [K in keyof P[E]['properties']]: ValueOf<P[E]['properties'][K]>;
};
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
