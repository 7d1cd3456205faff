import { sql } from '../../platform/sql';
import type { Sql } from '../../platform/sql';
import type { IdForm } from '../short-id';

const digitsOf = ({ shape }: IdForm): number => shape.split('x').length - 1;
const beginningOf = ({ shape }: IdForm): string => shape.slice(0, shape.indexOf('x'));

const hexSql = (column: Sql, form: IdForm): Sql => sql`REPLACE(SUBSTRING(${column}, ${beginningOf(form).length + 1}), '-', '')`;

/** As `shortId` makes it of an id of that form. */
export function shortIdSql(column: Sql, form: IdForm): Sql {
  return sql`CONCAT(${form.sign}, LEFT(TO_BASE64(UNHEX(${hexSql(column, form)})), ${Math.ceil((digitsOf(form) * 4) / 6)}))`;
}

/** Whether an id has that form and is not short yet: of all of them it looks at those only that begin as it does. */
export function hasFormSql(column: Sql, form: IdForm): Sql {
  const beginning = beginningOf(form);
  const [from, to] = beginning === '' ? ['0', 'g'] : [beginning, beginning.replace(/:$/, ';')];
  return sql`${column} >= ${from} AND ${column} < ${to} AND ${column} LIKE ${form.shape.replaceAll('x', '_')} AND ${column} = LOWER(${column})
        AND CHAR_LENGTH(${hexSql(column, form)}) = ${digitsOf(form)} AND UNHEX(${hexSql(column, form)}) IS NOT NULL`;
}
