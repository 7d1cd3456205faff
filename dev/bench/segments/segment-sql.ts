import { type Condition, countRange, type Segment } from '../../../src/segments/condition';
import { OPERATORS } from '../../../src/segments/operators';
import type { SubjectKind } from '../../../src/segments/value';
import { windowBounds } from '../../../src/segments/window';
import { CATALOGUE, EVENTS, TODAY } from './world';

const TABLE: Readonly<Record<SubjectKind, string>> = { account: 'account', user: 'usr', membership: 'membership' };

/** The members of a segment as a table of its own: the same rule as one statement. */
export const membersSql = (segment: Segment): string =>
  `CREATE TABLE ${segment.id} AS SELECT id FROM ${TABLE[segment.kind]} x WHERE ${whereSql(segment.kind, segment.condition)}`;

function whereSql(kind: SubjectKind, condition: Condition, depth = 0): string {
  const x = `x${depth === 0 ? '' : depth}`;
  switch (condition.type) {
    case 'all':
    case 'any':
      return `(${condition.of.map((child) => whereSql(kind, child, depth)).join(condition.type === 'all' ? ' AND ' : ' OR ')})`;
    case 'not':
      return `NOT ${whereSql(kind, condition.of, depth)}`;
    case 'property': {
      const type = CATALOGUE.properties[kind].get(condition.property)?.type;
      const operator = type === undefined ? undefined : OPERATORS[type][condition.operator];
      if (operator === undefined) throw new TypeError('An unknown property or operator');
      const { text, values } = operator.bind(condition.value).sql(`${x}."${condition.property}"`, TODAY);
      let next = 0;
      return text.replaceAll('?', () => literal(values[next++] ?? ''));
    }
    case 'event': {
      const key = kind === 'account' ? 'account' : 'usr';
      const { from, through } = windowBounds(condition.within, TODAY);
      const { least, most } = countRange(condition.count);
      const rows = `SELECT ${key} FROM event WHERE event = ${EVENTS.indexOf(condition.event ?? '')} AND day BETWEEN ${from} AND ${through} GROUP BY ${key}`;
      if (most === 0) return `${x}.id NOT IN (${rows})`;
      return `${x}.id IN (${rows} HAVING ${condition.measure === 'days' ? 'COUNT(DISTINCT day)' : 'SUM(uses)'} >= ${least})`;
    }
    case 'segment':
      return `${x}.id IN (SELECT id FROM ${condition.segment})`;
    case 'related': {
      const { least } = countRange(condition.count);
      const inner = `x${depth + 1}`;
      if (condition.relation === 'user')
        return `${x}.usr IN (SELECT ${inner}.id FROM usr ${inner} WHERE ${relatedSql('user', condition, depth)})`;
      const users = condition.relation === 'users';
      const join = users ? `JOIN usr ${inner} ON ${inner}.id = m.usr` : '';
      const from = users ? 'membership m' : `membership ${inner}`;
      const account = users ? 'm.account' : `${inner}.account`;
      return `${x}.id IN (SELECT ${account} FROM ${from} ${join} WHERE ${relatedSql(users ? 'user' : 'membership', condition, depth)} GROUP BY ${account} HAVING COUNT(*) >= ${least})`;
    }
    case 'screen':
    case 'firstTime':
    case 'stage':
    case 'stageEntered':
    case 'tag':
    case 'top':
      throw new TypeError(`Not among what is compared: ${condition.type}`);
  }
}

const relatedSql = (kind: SubjectKind, condition: Condition & { type: 'related' }, depth: number): string =>
  condition.where === null ? 'TRUE' : whereSql(kind, condition.where, depth + 1);
/** Columns here are whole numbers of four bytes: an end without end is written as the last of them, so that nothing is converted. */
const literal = (value: string | number): string =>
  typeof value === 'number' ? String(Math.max(-2_147_483_647, Math.min(2_147_483_647, value))) : `'${value.replaceAll("'", "''")}'`;
