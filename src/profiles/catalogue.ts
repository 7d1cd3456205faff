import type { CatalogueAnswer, EventDetails, EventRow, PropertyRow } from '../contract/profiles';
import { dayFromNumber, dayNumberOf } from '../platform/days';
import type { ClockPort, KvsPort, SqlPort } from '../platform/ports';
import { describedEvents, saveEventDetail } from '../store/event-catalogue';
import type { DescribedEvent } from '../store/event-catalogue';
import { describedProperties, savePropertyDetails } from '../store/property-catalogue';
import type { DescribedProperty } from '../store/property-catalogue';
import { coverageMeasured } from './coverage';
import { plannedDescription } from './planned-events';
import { STANDARD_PROPERTIES } from './standard-properties';
import type { StandardProperty } from './standard-properties';

type CataloguePorts = { readonly sql: SqlPort; readonly kvs: Pick<KvsPort, 'get'>; readonly clock: ClockPort };

/** Every property, standard and stored, and every event, as the vendor named them. No profile is looked at. */
export async function readCatalogue(ports: CataloguePorts): Promise<Omit<CatalogueAnswer, 'canChange'>> {
  const measured = await coverageMeasured(ports.kvs);
  const events = await describedEvents(ports.sql);
  return {
    asOfDay: dayFromNumber(dayNumberOf(ports.clock())),
    measuredDay: measured === null ? null : dayFromNumber(measured.day),
    totals: measured?.totals ?? { account: 0, user: 0, membership: 0 },
    properties: await catalogueProperties(ports.sql),
    events: events.map(eventRow),
  };
}

/** Standard ones first, in their order; then stored ones by name. */
export async function catalogueProperties(sqlPort: SqlPort): Promise<PropertyRow[]> {
  const stored = new Map((await describedProperties(sqlPort)).map((each) => [nameOf(each), each]));
  const standard = STANDARD_PROPERTIES.map((property) => propertyRow(property, property, stored.get(nameOf(property))));
  const standardNames = new Set(STANDARD_PROPERTIES.map(nameOf));
  return [...standard, ...[...stored].flatMap(([name, each]) => (standardNames.has(name) ? [] : [propertyRow(each, null, each)]))];
}

const nameOf = ({ kind, key }: { readonly kind: string; readonly key: string }): string => `${kind} ${key}`;

type Named = Pick<DescribedProperty, 'kind' | 'key' | 'type' | 'origin'>;

function propertyRow(
  { kind, key, type, origin }: Named,
  standard: StandardProperty | null,
  stored: DescribedProperty | undefined,
): PropertyRow {
  const ownLabel = standard?.label ?? key;
  const sensitive = stored?.sensitive ?? false;
  return {
    kind,
    key,
    type,
    origin,
    isStandard: standard !== null,
    ownLabel,
    label: present(stored?.label) ?? ownLabel,
    description: present(stored?.description) ?? standard?.description ?? '',
    grouping: present(stored?.grouping) ?? standard?.grouping ?? '',
    hidden: stored?.hidden ?? false,
    sensitive,
    lastSeenDay: dayOrNull(stored?.lastSeenDay ?? null),
    filled: stored?.filled ?? null,
    examples: sensitive ? [] : [...(stored?.examples ?? [])],
    misfits: stored?.misfits ?? 0,
    misfitDay: dayOrNull(stored?.misfitDay ?? null),
  };
}

const present = (text: string | null | undefined): string | null => (text === undefined || text === '' ? null : text);
const dayOrNull = (day: number | null): string | null => (day === null ? null : dayFromNumber(day));

/** Renames, describes, hides; null where there is no such property. An empty text is what it is by itself. */
export async function describeProperty(
  sqlPort: SqlPort,
  {
    kind,
    key,
    label,
    description,
    grouping,
    hidden,
    sensitive,
  }: Pick<PropertyRow, 'kind' | 'key' | 'label' | 'description' | 'grouping' | 'hidden' | 'sensitive'>,
): Promise<PropertyRow | null> {
  const find = async () => (await catalogueProperties(sqlPort)).find((each) => each.kind === kind && each.key === key) ?? null;
  const known = await find();
  if (known === null) return null;
  const standard = STANDARD_PROPERTIES.find((each) => each.kind === kind && each.key === key);
  await savePropertyDetails(sqlPort, {
    kind,
    key,
    type: known.type,
    origin: known.origin,
    label: label === '' || label === known.ownLabel ? null : label,
    description: description === '' || description === standard?.description ? null : description,
    grouping: grouping === '' || grouping === standard?.grouping ? null : grouping,
    hidden,
    sensitive,
  });
  return await find();
}

const eventRow = ({ lastDay, ...event }: DescribedEvent): EventRow => ({
  ...event,
  description: present(event.description) ?? plannedDescription(event.name) ?? '',
  lastDay: dayOrNull(lastDay),
});

/** Null where there is no such event. An empty description is that of the plan. */
export async function describeEvent(sqlPort: SqlPort, detail: EventDetails): Promise<EventRow | null> {
  const find = async () => (await describedEvents(sqlPort)).find(({ eventId }) => eventId === detail.eventId) ?? null;
  const known = await find();
  if (known === null) return null;
  await saveEventDetail(sqlPort, { ...detail, activity: detail.activity === known.feature ? null : detail.activity });
  const saved = await find();
  return saved === null ? null : eventRow(saved);
}
