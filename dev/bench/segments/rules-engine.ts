import { type Condition, countRange, type Segment } from '../../../src/segments/condition';
import { type Facts, VARIANT_BITS, VARIANT_MASK } from '../../../src/segments/facts';
import { OPERATORS } from '../../../src/segments/operators';
import { windowBounds } from '../../../src/segments/window';
import { rivalPackages } from '../rivals/rival-package';
import { CATALOGUE, EVENTS, TODAY } from './world';

const PACKAGE = 'json-rules-engine';
const VERSION = '7.3.1';

/** What is used of the package. */
type Almanac = { factValue: (name: string) => Promise<unknown> };
type RulesEngine = {
  addRule: (rule: { conditions: object; event: { type: string } }) => void;
  addFact: (
    name: string,
    value: (parameters: { event: number; from: number; through: number; days: boolean }, almanac: Almanac) => Promise<number>,
  ) => void;
  addOperator: (name: string, test: (value: number | string | null, operand: never) => boolean) => void;
  run: (facts: Readonly<Record<string, unknown>>) => Promise<{ events: readonly { type: string }[] }>;
};
type Row = { readonly event: number; readonly day: number; readonly count: number };

/** The segments of users as its rules. */
export function openRulesEngine(segments: readonly Segment[]): RulesEngine {
  const { Engine } = rivalPackages(PACKAGE, { [PACKAGE]: VERSION })(PACKAGE) as { Engine: new () => RulesEngine };
  const engine = new Engine();
  engine.addOperator('between', (value, [low, high, absent]: readonly [number, number, boolean]) =>
    typeof value === 'number' ? value >= low && value <= high : absent,
  );
  engine.addOperator('outside', (value, [low, high, absent]: readonly [number, number, boolean]) =>
    typeof value === 'number' ? value < low || value > high : absent,
  );
  engine.addFact('done', async ({ event, from, through, days }, almanac) => {
    const rows = (await almanac.factValue('rows')) as readonly Row[];
    const found = rows.filter((row) => row.event === event && row.day >= from && row.day <= through);
    return days ? new Set(found.map(({ day }) => day)).size : found.reduce((sum, { count }) => sum + count, 0);
  });
  for (const { id, condition } of segments) {
    const conditions = ruleOf(condition);
    engine.addRule({ conditions: 'all' in conditions || 'any' in conditions ? conditions : { all: [conditions] }, event: { type: id } });
  }
  return engine;
}

function ruleOf(condition: Condition): object {
  switch (condition.type) {
    case 'all':
      return { all: condition.of.map(ruleOf) };
    case 'any':
      return { any: condition.of.map(ruleOf) };
    case 'not':
      return { not: ruleOf(condition.of) };
    case 'property': {
      const type = CATALOGUE.properties.user.get(condition.property)?.type;
      const matches = type === undefined ? undefined : OPERATORS[type][condition.operator]?.bind(condition.value);
      if (matches?.matches.by === 'range') {
        const { low, high, outside } = matches.matches.range(TODAY);
        return { fact: condition.property, operator: outside ? 'outside' : 'between', value: [low, high, matches.absent] };
      }
      const operator = { is: 'equal', isNot: 'notEqual', isOneOf: 'in' }[condition.operator];
      if (operator === undefined) throw new TypeError(`Not among what is compared: ${condition.operator}`);
      return { fact: condition.property, operator, value: condition.value };
    }
    case 'event': {
      const bounds = windowBounds(condition.within, TODAY);
      const { least, most } = countRange(condition.count);
      const params = { event: EVENTS.indexOf(condition.event ?? ''), ...bounds, days: condition.measure === 'days' };
      return { fact: 'done', params, operator: most === 0 ? 'equal' : 'greaterThanInclusive', value: most === 0 ? 0 : least };
    }
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'tag':
    case 'segment':
    case 'related':
    case 'top':
      throw new TypeError(`Not among what is compared: ${condition.type}`);
  }
}

/** One user as an object, as who uses the package would hold it. */
export function userFacts(facts: Facts, user: number): Readonly<Record<string, unknown>> {
  const rows: Row[] = [];
  for (let each = facts.userHead[user] ?? -1; each >= 0; each = facts.nextOfUser[each] ?? -1) {
    const start = facts.rowStart[each] ?? 0;
    for (let at = start; at < start + (facts.rowLength[each] ?? 0); at += 1) {
      const key = facts.keys[at] ?? 0;
      rows.push({ event: key & VARIANT_MASK, day: key >>> VARIANT_BITS, count: facts.counts[at] ?? 0 });
    }
  }
  const value = (name: string): unknown => {
    const column = facts.user.columns.get(name);
    if (column?.by === 'value') return column.distinct[column.codes[user] ?? 0] ?? null;
    const number = column?.values[user] ?? NaN;
    return Number.isNaN(number) ? null : number;
  };
  return { rows, mood: value('mood'), score: value('score'), joined: value('joined') };
}
