import { ACCOUNT_FUNNEL, ACTIVATION, COLUMNS, FUNNEL_RANGE, FUNNEL_STEPS, LAST_DAY, OUTCOME_RANGE, USER_FUNNEL } from './questions';
import { FEATURES, SPAN } from './rows';

/**
 * The same definitions in SQL, statement by statement, into a table `answer` of names and values. Tuned by measuring: keys are packed into one
 * BIGINT and grouped once; days are distinct before anything is counted; rolling actives are interval sweeps over the day
 * before (`lag`), not a fan-out to 30 days; what all need is kept in tables; users of one account take over what their membership has, and
 * only shared users are merged; features are bits where presence is enough.
 */
export function seriesSql(): readonly string[] {
  return [
    ...BASE,
    ...unitSql('membership', 'member_step'),
    ...unitSql('user', 'user_step'),
    ...unitSql('account', 'account_step'),
    ...FEATURE,
    ...REST,
    ...funnelSql(),
  ];
}

const { fromDay, days } = SPAN;
const last = LAST_DAY;
const GRAIN = {
  day: (day: string) => day,
  week: (day: string) => `((${day} + 3) // 7)`,
  month: (day: string) => `month_of(${day})`,
} as const;
const GRAIN_START = {
  day: (period: string) => period,
  week: (period: string) => `(${period} * 7 - 3)`,
  month: (period: string) => `date_diff('day', DATE '1970-01-01', make_date(${period} // 12, ${period} % 12 + 1, 1))`,
} as const;

const BASE = [
  'CREATE TABLE answer (name VARCHAR, value DOUBLE)',
  // Months by a list: a lookup instead of calendar arithmetic on millions of days.
  `SET VARIABLE months = (SELECT list(year(d) * 12 + month(d) - 1 ORDER BY d) FROM (SELECT (DATE '1970-01-01' + (${fromDay} + i)::INTEGER) AS d FROM range(${days}) r(i)))`,
  `CREATE MACRO month_of(d) AS getvariable('months')[d - ${fromDay} + 1]::INTEGER`,
  `CREATE MACRO wilson_low(x, n) AS greatest(0, (x / n + 3.8414588206941236 / (2 * n) - 1.959963984540054 * sqrt(x / n * (1 - x / n) / n + 3.8414588206941236 / (4 * n * n))) / (1 + 3.8414588206941236 / n))`,
  `CREATE MACRO wilson_high(x, n) AS least(1, (x / n + 3.8414588206941236 / (2 * n) + 1.959963984540054 * sqrt(x / n * (1 - x / n) / n + 3.8414588206941236 / (4 * n * n))) / (1 + 3.8414588206941236 / n))`,
  `CREATE MACRO spread(p, q, lo, hi) AS sqrt((p - lo) * (p - lo) + (hi - q) * (hi - q))`,
  `CREATE TABLE act AS
   SELECT (k >> 36)::INTEGER AS account, ((k >> 14) & 4194303)::INTEGER AS usr, ((k >> 9) & 31)::INTEGER AS event, ((k & 511) + ${fromDay})::INTEGER AS day, uses
   FROM (SELECT (account::BIGINT << 36) + (usr::BIGINT << 14) + (event << 9) + (day - ${fromDay}) AS k, max(uses) AS uses FROM event WHERE event <= ${FEATURES} GROUP BY 1)`,
  `CREATE TABLE member_day AS SELECT account, usr, day, bit_or(1 << event) AS bits FROM act WHERE usr <> 0 GROUP BY ALL`,
  `CREATE TABLE account_day AS SELECT account, day, bit_or(1 << event) AS bits FROM act GROUP BY ALL`,
  `CREATE TABLE shared AS SELECT usr FROM (SELECT DISTINCT account, usr FROM member_day) GROUP BY usr HAVING count(*) > 1`,
  `CREATE TABLE member_step AS
   SELECT account, usr, day, lag(day) OVER w AS before, lead(day) OVER w IS NULL AS is_last, first_value(day) OVER w AS first_day
   FROM member_day WINDOW w AS (PARTITION BY account, usr ORDER BY day)`,
  `CREATE TABLE user_step AS
   SELECT usr, day, before, is_last, first_day FROM member_step ANTI JOIN shared USING (usr)
   UNION ALL
   SELECT usr, day, lag(day) OVER w, lead(day) OVER w IS NULL, first_value(day) OVER w
   FROM (SELECT DISTINCT usr, day FROM member_day SEMI JOIN shared USING (usr)) WINDOW w AS (PARTITION BY usr ORDER BY day)`,
  `CREATE TABLE account_step AS
   SELECT account, day, lag(day) OVER w AS before, lead(day) OVER w IS NULL AS is_last, first_value(day) OVER w AS first_day
   FROM account_day WINDOW w AS (PARTITION BY account ORDER BY day)`,
];

/** Units by day and window: begins are counted, ends are the days on which somebody was active, a window's length before. */
function sweepSql(name: string, keys: string, steps: string, window: number, which: number): string {
  const begin = window === 1 ? 'day' : `greatest(day, coalesce(before + ${window}, day))`;
  const partition = keys === '' ? '' : `PARTITION BY ${keys}`;
  const key = keys === '' ? '' : `${keys},`;
  const label = keys === '' ? '' : ` || ' ' || ${keys}`;
  return `INSERT INTO answer
   WITH delta AS (
     SELECT ${key} ${begin} AS day, count(*) AS n FROM ${steps} GROUP BY ALL
     UNION ALL SELECT ${key} day + ${window}, -count(*) FROM ${steps} GROUP BY ALL
   ),
   dense AS (SELECT ${key} day, 0 AS n FROM (SELECT ${fromDay} + i AS day FROM range(${days}) r(i)) ${keys === '' ? '' : `, (SELECT DISTINCT ${keys} FROM delta)`})
   SELECT '${name}'${label} || ' ' || day || ' ${which}', units FROM (
     SELECT ${key} day, sum(sum(n)) OVER (${partition} ORDER BY day ROWS UNBOUNDED PRECEDING) AS units FROM (SELECT * FROM delta UNION ALL SELECT * FROM dense) GROUP BY ${key} day
   ) WHERE units <> 0 AND day <= ${last}`;
}

function unitSql(unit: string, steps: string): string[] {
  const key = { membership: 'account, usr', user: 'usr', account: 'account' }[unit] ?? '';
  const sweeps = [1, 7, 30].map((window, which) => sweepSql(`active ${unit}`, '', steps, window, which));
  const periods = (['day', 'week', 'month'] as const).flatMap((grain) => {
    const of = GRAIN[grain];
    const start = GRAIN_START[grain];
    const table = `${unit}_by_${grain}`;
    const named = (kind: string, period: string) => `'lifecycle ${unit} ${grain} ' || ${start(period)} || ' ${kind}'`;
    return [
      // One row for each period with activity, by what was before; few enough to ask anything of.
      `CREATE TABLE ${table} AS
       SELECT ${of('day')} AS period, ${of('before')} AS previous, ${of('first_day')} AS cohort, count(*) AS n FROM ${steps}
       WHERE before IS NULL OR ${of('day')} <> ${of('before')} GROUP BY ALL`,
      `INSERT INTO answer SELECT ${named('new', 'period')}, sum(n) FROM ${table} WHERE previous IS NULL GROUP BY period`,
      `INSERT INTO answer SELECT ${named('returning', 'period')}, sum(n) FROM ${table} WHERE previous = period - 1 GROUP BY period`,
      `INSERT INTO answer SELECT ${named('resurrected', 'period')}, sum(n) FROM ${table} WHERE previous < period - 1 GROUP BY period`,
      `INSERT INTO answer SELECT ${named('dormant', 'period')}, sum(n) FROM (
         SELECT previous + 1 AS period, n FROM ${table} WHERE previous < period - 1
         UNION ALL SELECT ${of('day')} + 1, count(*) FROM ${steps} WHERE is_last GROUP BY 1
       ) WHERE period <= ${of(String(last))} GROUP BY period`,
      `CREATE TABLE ${table}_on AS SELECT cohort, (period - cohort)::INTEGER AS n, sum(n) AS units FROM ${table}
       WHERE period - cohort < ${COLUMNS[grain]} GROUP BY cohort, period`,
      `CREATE TABLE ${table}_onOrAfter AS
       WITH ending AS (SELECT ${of('first_day')} AS cohort, least(${of('day')} - ${of('first_day')}, ${COLUMNS[grain] - 1}) AS n, count(*) AS units FROM ${steps} WHERE is_last GROUP BY ALL),
       dense AS (SELECT cohort, i::INTEGER AS n, 0 AS units FROM (SELECT cohort, max(n) AS n FROM ending GROUP BY cohort) e, range(${COLUMNS[grain]}) r(i) WHERE i <= e.n)
       SELECT cohort, n, sum(sum(units)) OVER (PARTITION BY cohort ORDER BY n DESC ROWS UNBOUNDED PRECEDING) AS units
       FROM (SELECT * FROM ending UNION ALL SELECT * FROM dense) GROUP BY cohort, n`,
      ...(['on', 'onOrAfter'] as const).flatMap((when) => retentionSql(`retention ${unit} ${grain} ${when}`, `${table}_${when}`, grain)),
      ...(grain === 'day'
        ? []
        : [
            `CREATE TABLE ${table}_days AS SELECT period, active, count(*) AS n FROM (
               SELECT ${key}, ${of('day')} AS period, count(*) AS active FROM ${steps} GROUP BY ALL) GROUP BY period, active`,
            `INSERT INTO answer SELECT 'stickiness ${unit} ${grain} ' || ${start('period')} || ' ' || active, n FROM ${table}_days`,
            `INSERT INTO answer SELECT 'stickiness ${unit} ${grain} ' || ${start('period')} || ' atLeast ' || k, sum(n) FROM ${table}_days, range(1, 32) r(k)
             WHERE active >= k GROUP BY period, k`,
          ]),
    ];
  });
  const ratio = (window: number) => `INSERT INTO answer
   SELECT 'ratio ${unit} ' || d.day || ' ${window}', a.value / b.value FROM (SELECT ${fromDay} + i AS day FROM range(${days}) r(i)) d
   JOIN answer a ON a.name = 'active ${unit} ' || d.day || ' 0' JOIN answer b ON b.name = 'active ${unit} ' || d.day || ' ${window}'`;
  return [...sweeps, ratio(1), ratio(2), ...periods];
}

/** The triangle, and its means over the cohorts whose period has ended: of period 0 and of the period before, weighted and simple. */
function retentionSql(name: string, cells: string, grain: keyof typeof GRAIN_START): string[] {
  const start = GRAIN_START[grain];
  return [
    `INSERT INTO answer SELECT '${name} ' || ${start('cohort')} || ' ' || n, units FROM ${cells}`,
    `INSERT INTO answer
     WITH grid AS (SELECT cohort, units AS first, i::INTEGER AS n FROM ${cells}, range(${COLUMNS[grain]}) r(i) WHERE n = 0 AND ${start('(cohort + i + 1)')} <= ${last}),
     filled AS (SELECT g.cohort, g.n, first, coalesce(units, 0) AS units FROM grid g LEFT JOIN ${cells} c ON c.cohort = g.cohort AND c.n = g.n),
     stepped AS (SELECT *, CASE WHEN n = 0 THEN units ELSE lag(units) OVER (PARTITION BY cohort ORDER BY n) END AS previous FROM filled),
     mean AS (
       SELECT n, sum(units) / sum(first) AS start_weighted, avg(units / first) AS start_simple,
         sum(units) FILTER (previous > 0) / sum(previous) AS previous_weighted, avg(units / previous) FILTER (previous > 0) AS previous_simple
       FROM stepped GROUP BY n
     )
     SELECT '${name} start weighted ' || n, start_weighted FROM mean UNION ALL SELECT '${name} start simple ' || n, start_simple FROM mean
     UNION ALL SELECT '${name} previous weighted ' || n, previous_weighted FROM mean WHERE previous_weighted IS NOT NULL
     UNION ALL SELECT '${name} previous simple ' || n, previous_simple FROM mean WHERE previous_simple IS NOT NULL`,
  ];
}

const FEATURE = [
  `CREATE TABLE user_event AS
   SELECT usr, event, day FROM act ANTI JOIN shared USING (usr) WHERE usr <> 0
   UNION ALL SELECT DISTINCT usr, event, day FROM act SEMI JOIN shared USING (usr)`,
  `CREATE TABLE user_event_step AS SELECT usr, event, day, lag(day) OVER (PARTITION BY usr, event ORDER BY day) AS before FROM user_event`,
  `CREATE TABLE account_event_step AS
   SELECT account, event, day, lag(day) OVER (PARTITION BY account, event ORDER BY day) AS before
   FROM (SELECT account, event, day FROM account_day, range(1, ${FEATURES + 1}) r(event) WHERE bits & (1 << event) <> 0)`,
  ...(['user', 'account'] as const).flatMap((unit) => [
    ...[1, 7, 30].map((window, which) => sweepSql(`reach ${unit}`, 'event', `${unit}_event_step`, window, which)),
    `CREATE TABLE ${unit}_adopted AS SELECT event, e.day AS day, e.day - s.day AS delay, count(*) AS n
     FROM ${unit}_event_step e JOIN ${unit}_step s ON s.${unit === 'user' ? 'usr' : 'account'} = e.${unit === 'user' ? 'usr' : 'account'} AND s.before IS NULL
     WHERE e.before IS NULL GROUP BY ALL`,
    `INSERT INTO answer SELECT 'delay ${unit} ' || event || ' ' || delay, sum(n) FROM ${unit}_adopted GROUP BY event, delay`,
    `INSERT INTO answer SELECT 'median ${unit} ' || event, min(delay) FROM (
       SELECT event, delay, sum(sum(n)) OVER (PARTITION BY event ORDER BY delay ROWS UNBOUNDED PRECEDING) AS running, sum(sum(n)) OVER (PARTITION BY event) AS total
       FROM ${unit}_adopted GROUP BY event, delay
     ) WHERE running * 2 >= total GROUP BY event`,
    `INSERT INTO answer SELECT 'share ${unit} ' || event, r.value / a.value FROM range(1, ${FEATURES + 1}) e(event)
     JOIN answer r ON r.name = 'reach ${unit} ' || event || ' ${last} 2' JOIN answer a ON a.name = 'active ${unit} ${last} 2'`,
    `INSERT INTO answer SELECT 'ever ${unit} ' || event || ' ' || (day - ${fromDay}), units FROM (
       SELECT event, day, sum(sum(n)) OVER (PARTITION BY event ORDER BY day ROWS UNBOUNDED PRECEDING) AS units FROM (
         SELECT event, day, n FROM ${unit}_adopted UNION ALL SELECT event, ${fromDay} + i, 0 FROM range(1, ${FEATURES + 1}) e(event), range(${days}) r(i)
       ) GROUP BY event, day)`,
  ]),
  `CREATE TABLE used AS SELECT event, day, sum(uses) AS uses FROM act GROUP BY ALL`,
  `INSERT INTO answer SELECT 'uses ' || event || ' ' || day, uses FROM used`,
  `INSERT INTO answer
   WITH recent AS (SELECT event, count(*) AS user_days, count(DISTINCT usr) AS users FROM user_event WHERE day > ${last - 30} GROUP BY event)
   SELECT 'frequency ' || event, user_days / users FROM recent
   UNION ALL SELECT 'depth ' || event, (SELECT sum(uses) FROM used u WHERE u.event = recent.event AND u.day > ${last - 30}) / users FROM recent`,
];

const difference = (name: string, from: string): string => `INSERT INTO answer
   WITH shares AS (${from}),
   priced AS (SELECT *, x / n AS p, y / m AS q, wilson_low(x, n) AS pl, wilson_high(x, n) AS ph, wilson_low(y, m) AS ql, wilson_high(y, m) AS qh FROM shares WHERE n > 0 AND m > 0)
   SELECT '${name} ' || label || ' value', p - q FROM priced
   UNION ALL SELECT '${name} ' || label || ' low', p - q - spread(p, q, pl, qh) FROM priced
   UNION ALL SELECT '${name} ' || label || ' high', p - q + spread(q, p, ql, ph) FROM priced`;

const REST = [
  `CREATE TABLE seen AS
   WITH delta AS (
     SELECT account, greatest(day, coalesce(before + 30, day)) AS day, count(*) AS n FROM member_step GROUP BY ALL
     UNION ALL SELECT account, day + 30, -count(*) FROM member_step GROUP BY ALL
     UNION ALL SELECT account, ${fromDay} + i, 0 FROM account, range(${days}) r(i)
   )
   SELECT account, day, sum(sum(n)) OVER (PARTITION BY account ORDER BY day ROWS UNBOUNDED PRECEDING) AS users FROM delta GROUP BY account, day`,
  `INSERT INTO answer
   WITH daily AS (
     SELECT day, sum(users) AS seen, count(*) AS accounts, sum(seats) AS seats, count(*) FILTER (users * 2 < seats) AS low, count(*) FILTER (users * 2 >= seats AND users * 5 < seats * 4) AS middle,
       count(*) FILTER (users * 5 >= seats * 4) AS high
     FROM seen JOIN account USING (account) WHERE seats IS NOT NULL AND day <= ${last} GROUP BY day
   )
   SELECT 'seats ' || day || ' usersSeen', seen FROM daily UNION ALL SELECT 'seats ' || day || ' low', low FROM daily
   UNION ALL SELECT 'seats ' || day || ' middle', middle FROM daily UNION ALL SELECT 'seats ' || day || ' high', high FROM daily
   UNION ALL SELECT 'seats ' || day || ' accounts', accounts FROM daily UNION ALL SELECT 'seats ' || day || ' seats', seats FROM daily
   UNION ALL SELECT 'seats ' || day || ' share', seen / seats FROM daily`,
  `INSERT INTO answer
   WITH recent AS (SELECT DISTINCT account FROM account_day WHERE day > ${last - 30}),
   cell AS (
     SELECT CASE WHEN mrr > 0 THEN 'paying' ELSE 'unpaid' END AS paying,
       CASE WHEN NOT observed THEN 'notObserved' WHEN r.account IS NULL THEN 'silent'
         WHEN n.users <= b.users * 0.8 AND n.users < b.users THEN 'declining' WHEN n.users >= b.users * 1.2 AND n.users > b.users THEN 'growing' ELSE 'steady' END AS use, mrr
     FROM account a LEFT JOIN recent r USING (account) LEFT JOIN seen n ON n.account = a.account AND n.day = ${last}
       LEFT JOIN seen b ON b.account = a.account AND b.day = ${last - 30}
   )
   SELECT 'matrix ' || paying || ' ' || use || ' accounts', count(*) FROM cell GROUP BY paying, use
   UNION ALL SELECT 'matrix ' || paying || ' ' || use || ' cents', sum(mrr) FROM cell GROUP BY paying, use`,
  `CREATE TABLE outcome AS
   WITH bits AS (SELECT account, bit_or(bits) AS bits FROM account_day WHERE day >= ${OUTCOME_RANGE.fromDay} AND day < ${OUTCOME_RANGE.toDay} GROUP BY account)
   SELECT event, a.*, coalesce(bits & (1 << event), 0) <> 0 AS uses FROM account a LEFT JOIN bits USING (account), range(1, ${FEATURES + 1}) r(event)`,
  `INSERT INTO answer SELECT 'outcome ' || event || ' cents', sum(mrr) FROM outcome WHERE uses GROUP BY event`,
  ...['retained', 'expanded', 'churned'].map((name) =>
    difference(
      'outcome',
      `SELECT event || ' ${name}' AS label, count(*) FILTER (uses AND ${name}) AS x, count(*) FILTER (uses AND ${name} IS NOT NULL) AS n,
         count(*) FILTER (NOT uses AND ${name}) AS y, count(*) FILTER (NOT uses AND ${name} IS NOT NULL) AS m FROM outcome GROUP BY event`,
    ),
  ),
  `CREATE TABLE young AS
   SELECT f.account, f.day AS first_day, EXISTS (SELECT 1 FROM account_day d WHERE d.account = f.account AND d.day >= f.day + ${ACTIVATION.retainedFrom} AND d.day < f.day + ${ACTIVATION.retainedTo}) AS retained
   FROM account_step f WHERE f.before IS NULL AND f.day + ${ACTIVATION.retainedTo} <= ${ACTIVATION.asOfDay}`,
  `CREATE TABLE done AS
   SELECT account, event, at_least, retained FROM (
     SELECT account, event, retained, max(uses) AS uses FROM (
       SELECT account, usr, event, any_value(retained) AS retained, sum(uses) AS uses FROM act JOIN young USING (account) WHERE day < first_day + ${ACTIVATION.earlyDays} GROUP BY ALL
     ) GROUP BY ALL
   ), (VALUES ${ACTIVATION.atLeast.map((count) => `(${count})`).join()}) t(at_least) WHERE uses >= at_least`,
  `CREATE TABLE candidate AS
   SELECT a.event AS first_event, b.event AS second_event, a.at_least, count(*) AS did, count(*) FILTER (a.retained) AS retained
   FROM done a JOIN done b ON b.account = a.account AND b.at_least = a.at_least AND b.event >= a.event GROUP BY ALL`,
  `INSERT INTO answer SELECT 'activation ' || first_event || ' ' || second_event || ' ' || at_least || ' did', did FROM candidate
   UNION ALL SELECT 'activation ' || first_event || ' ' || second_event || ' ' || at_least || ' retained', retained FROM candidate`,
  difference(
    'activation',
    `SELECT first_event || ' ' || second_event || ' ' || at_least AS label, c.retained AS x, did AS n, t.retained - c.retained AS y, t.accounts - did AS m
     FROM candidate c, (SELECT count(*) AS accounts, count(*) FILTER (retained) AS retained FROM young) t`,
  ),
];

function funnelSql(): string[] {
  const isInRange = `day >= ${FUNNEL_RANGE.fromDay} AND day < ${FUNNEL_RANGE.toDay}`;
  const [firstEvent] = FUNNEL_STEPS;
  return [
    `CREATE TABLE user_funnel_0 AS SELECT usr, day FROM user_event WHERE event = ${firstEvent} AND ${isInRange}`,
    `CREATE TABLE account_funnel_0 AS SELECT account, day, day AS start FROM account_event_step WHERE event = ${firstEvent} AND ${isInRange}`,
    ...FUNNEL_STEPS.slice(1).flatMap((event, index) => [
      `CREATE TABLE user_funnel_${index + 1} AS SELECT e.usr, e.day FROM (SELECT usr, day FROM user_event WHERE event = ${event}) e
       ASOF JOIN user_funnel_${index} f ON f.usr = e.usr AND f.day <= e.day WHERE e.day - f.day <= ${USER_FUNNEL.limit.perStepDays}`,
      `CREATE TABLE account_funnel_${index + 1} AS SELECT e.account, e.day, f.start FROM (SELECT account, day FROM account_event_step WHERE event = ${event}) e
       ASOF JOIN account_funnel_${index} f ON f.account = e.account AND f.day <= e.day WHERE e.day - f.start <= ${ACCOUNT_FUNNEL.limit.totalDays}`,
    ]),
    ...FUNNEL_STEPS.flatMap((_, step) => [
      `INSERT INTO answer SELECT 'funnel 0 ${step}', count(DISTINCT usr) FROM user_funnel_${step}`,
      `INSERT INTO answer SELECT 'funnel 1 ${step}', count(DISTINCT account) FROM account_funnel_${step}`,
    ]),
  ];
}
