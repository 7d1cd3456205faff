/** Table of transaction lines as the query reads it. Days are day numbers, money is cents. */
export const TABLE = `
  CREATE TABLE line (
    key VARCHAR, transaction_id VARCHAR, account VARCHAR, app VARCHAR, sale_type VARCHAR, sale_day INTEGER, start_day INTEGER, end_day INTEGER,
    billing_period VARCHAR, seats INTEGER, cents BIGINT, prorated BOOLEAN, status VARCHAR, original VARCHAR, cloud_id VARCHAR, domain VARCHAR
  )`;

const FREE_MAIL = "('gmail.com')";
const day = (column: string): string => `(DATE '1970-01-01' + ${column})`;
const rounded = (numerator: string, denominator: string): string =>
  `sign(${numerator})::BIGINT * ((2 * abs(${numerator}) + ${denominator}) // (2 * ${denominator}))`;
const lastOfMonth = (column: string): string => `(${day(column)} = last_day(${day(column)}))`;
const IS_MONTH = `(
  end_day - start_day BETWEEN 28 AND 31
  AND date_trunc('month', ${day('end_day')}) = date_trunc('month', ${day('start_day')}) + INTERVAL 1 MONTH
  AND CASE sign(day(${day('end_day')}) - day(${day('start_day')})) WHEN 0 THEN true WHEN 1 THEN ${lastOfMonth('start_day')} ELSE ${lastOfMonth('end_day')} END
)`;

/**
 * The same bridge in one statement: refunds by the transaction that they name, cuts, rebills, deltas, overlaps, grace, successors
 * and movements by month and kind. Where two programs could differ on a contested successor the first by the same order is taken.
 */
export function bridgeSql(graceDays: number): string {
  return `
WITH purchase AS (
  SELECT *, start_day <= end_day - 1 AS has_days FROM line
  WHERE (sale_type IS NULL OR sale_type IN ('New', 'Renewal', 'Upgrade', 'Downgrade')) AND cents >= 0 AND end_day > start_day AND NOT prorated
),
refund AS (SELECT * FROM line WHERE sale_type = 'Refund' AND cents <= 0 AND status <> 'Uncollectible'),
given_back AS (
  SELECT p.key, p.account, p.start_day, p.end_day, r.sale_day, r.start_day AS from_day, -r.cents AS cents,
    r.start_day <= p.start_day AND r.end_day >= p.end_day AS is_whole, -r.cents >= p.cents AS is_all
  FROM refund r JOIN purchase p ON p.account = r.account AND p.transaction_id = r.original
  WHERE r.start_day < p.end_day AND r.end_day > p.start_day
),
rebill AS (
  SELECT g.key, b.key AS rebill_key, least(g.sale_day, g.end_day) AS from_day
  FROM given_back g JOIN purchase b ON b.account = g.account AND b.sale_day = g.sale_day AND b.key <> g.key
  WHERE g.is_whole AND g.is_all AND abs(b.start_day - g.start_day) <= 30 AND b.start_day < g.end_day AND g.start_day < b.end_day
),
rebilled AS (SELECT DISTINCT key FROM rebill),
billed_anew AS (SELECT rebill_key AS key, max(from_day) AS from_day FROM rebill GROUP BY 1),
taken AS (
  SELECT g.key,
    min(CASE WHEN is_whole AND is_all THEN CASE WHEN rb.key IS NULL THEN start_day ELSE sale_day END WHEN NOT is_whole THEN from_day END) AS to_day,
    sum(CASE WHEN is_whole AND NOT is_all THEN cents ELSE 0 END) AS cents
  FROM given_back g LEFT JOIN rebilled rb ON rb.key = g.key GROUP BY 1
),
piece AS MATERIALIZED (
  SELECT p.key, p.account, p.sale_type, p.sale_day, p.start_day, p.end_day, p.seats,
    p.cents - coalesce(t.cents, 0) AS cents,
    greatest(p.start_day, coalesce(b.from_day, p.start_day)) AS from_day, least(p.end_day, coalesce(t.to_day, p.end_day)) AS to_day,
    coalesce(p.billing_period, CASE WHEN p.end_day - p.start_day IN (365, 366) THEN 'Annual' WHEN ${IS_MONTH} THEN 'Monthly' END) AS period
  FROM purchase p LEFT JOIN taken t ON t.key = p.key LEFT JOIN billed_anew b ON b.key = p.key
  WHERE p.status <> 'Uncollectible' AND (p.status <> 'Refunded' OR t.key IS NOT NULL)
),
free AS (SELECT account, from_day, to_day FROM piece WHERE cents = 0 AND from_day < to_day),
paid AS MATERIALIZED (
  SELECT *, CASE WHEN ${IS_MONTH} THEN cents WHEN end_day - start_day IN (365, 366) THEN ${rounded('cents', '12')}
    ELSE ${rounded('(cents * 365)', '(12 * (end_day - start_day))')} END AS mrr
  FROM piece WHERE cents > 0 AND from_day < to_day
),
crowded AS (
  SELECT DISTINCT account FROM (
    SELECT account, from_day < max(to_day) OVER (PARTITION BY account ORDER BY from_day, key ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS collides FROM paid
  ) WHERE collides
),
follows_refund AS (
  SELECT DISTINCT p.key FROM paid p JOIN refund r ON r.account = p.account AND r.sale_day = p.sale_day
  WHERE p.sale_type = 'Upgrade' AND abs(r.start_day - p.start_day) <= 30
),
crowd AS (
  SELECT p.*, p.sale_type = 'Upgrade' AND f.key IS NULL AS may_add
  FROM paid p JOIN crowded USING (account) LEFT JOIN follows_refund f ON f.key = p.key
),
cut AS (
  SELECT account, day AS from_day, lead(day) OVER (PARTITION BY account ORDER BY day) AS to_day
  FROM (SELECT account, from_day AS day FROM crowd UNION SELECT account, to_day FROM crowd)
),
layer AS MATERIALIZED (
  SELECT c.account, c.from_day, c.to_day, p.key, p.sale_day, p.sale_type, p.start_day, p.end_day, p.seats, p.period, p.mrr, p.may_add,
    row_number() OVER (PARTITION BY c.account, c.from_day ORDER BY p.sale_day, p.sale_type = 'Upgrade', p.end_day, p.key) AS place
  FROM cut c JOIN crowd p ON p.account = c.account AND p.from_day <= c.from_day AND p.to_day > c.from_day
  WHERE c.to_day IS NOT NULL
),
-- The running line is the last that does not merely add to one before it.
adding AS (
  SELECT DISTINCT l.account, l.from_day, l.key FROM layer l JOIN layer o ON o.account = l.account AND o.from_day = l.from_day AND o.end_day = l.end_day
  WHERE l.may_add AND o.place < l.place AND o.start_day <= l.start_day
),
base AS (
  SELECT l.* FROM layer l ANTI JOIN adding a ON a.account = l.account AND a.from_day = l.from_day AND a.key = l.key
  QUALIFY row_number() OVER (PARTITION BY l.account, l.from_day ORDER BY l.place DESC) = 1
),
stack AS (
  SELECT b.account, b.from_day, b.to_day, any_value(b.period) AS period, sum(l.mrr)::BIGINT AS mrr,
    arg_max(l.seats, l.place) AS seats
  FROM base b JOIN layer l ON l.account = b.account AND l.from_day = b.from_day
    AND (l.place = b.place OR (l.place > b.place AND l.may_add AND l.end_day = b.end_day AND l.start_day >= b.start_day))
  GROUP BY 1, 2, 3
),
segment AS (
  SELECT account, from_day, to_day, period, mrr, seats FROM stack
  UNION ALL
  SELECT p.account, p.from_day, p.to_day, p.period, p.mrr, p.seats FROM paid p ANTI JOIN crowded c ON c.account = p.account
),
linked AS MATERIALIZED (
  SELECT *, lag(to_day) OVER w AS previous_to, lead(from_day) OVER w AS next_from, min(from_day) OVER (PARTITION BY account) AS first_day
  FROM segment WINDOW w AS (PARTITION BY account ORDER BY from_day)
),
run_start AS (
  SELECT *, max(CASE WHEN previous_to = from_day THEN NULL ELSE from_day END) OVER (PARTITION BY account ORDER BY from_day) AS run_from FROM linked
),
pause AS (
  SELECT g.account, g.to_day, g.next_from FROM linked g LEFT JOIN free f ON f.account = g.account AND f.from_day < g.next_from AND f.to_day > g.to_day
  WHERE g.next_from > g.to_day AND g.next_from - g.to_day <= ${graceDays} AND f.account IS NULL
),
identity AS (
  SELECT DISTINCT app, account, 1 AS strength, cloud_id AS value FROM line WHERE cloud_id IS NOT NULL
  UNION ALL
  SELECT DISTINCT app, account, 2, domain FROM line WHERE domain IS NOT NULL AND domain NOT IN ${FREE_MAIL}
),
shared AS MATERIALIZED (SELECT *, count(*) OVER (PARTITION BY app, strength, value) AS accounts FROM identity QUALIFY accounts > 1),
-- Few accounts share anything: joining only their runs keeps the planner from joining all with all.
matchable AS MATERIALIZED (SELECT r.* FROM run_start r SEMI JOIN shared s ON s.account = r.account),
candidate AS MATERIALIZED (
  SELECT e.account AS old_account, e.to_day AS end_day, s.account AS new_account, s.from_day AS day, min(a.strength) AS strength
  FROM shared a JOIN shared b ON b.app = a.app AND b.strength = a.strength AND b.value = a.value AND b.account <> a.account
  JOIN matchable e ON e.account = a.account AND (e.next_from IS NULL OR e.next_from > e.to_day)
  JOIN matchable s ON s.account = b.account AND s.from_day = s.first_day
  LEFT JOIN pause p ON p.account = e.account AND p.to_day = e.to_day
  WHERE abs(s.from_day - e.to_day) <= 30 AND e.run_from < s.from_day AND (e.next_from IS NULL OR (e.next_from > s.from_day AND (
    p.account IS NULL OR (s.from_day <= e.to_day AND e.next_from - s.from_day > greatest(${graceDays}, 30))
  )))
  GROUP BY ALL
),
handover AS MATERIALIZED (
  SELECT * FROM (
    SELECT * FROM candidate
    QUALIFY row_number() OVER (PARTITION BY new_account ORDER BY least(day, end_day), strength, abs(day - end_day), old_account) = 1
  )
  QUALIFY row_number() OVER (PARTITION BY old_account, end_day ORDER BY least(day, end_day), strength, abs(day - end_day), new_account) = 1
),
counted AS (
  SELECT s.account, s.from_day, s.period, s.mrr, s.seats, h.day IS NOT NULL AS hands_over, coalesce(h.day, s.to_day) AS to_day
  FROM linked s
  LEFT JOIN handover h ON h.old_account = s.account AND ((s.from_day < h.day AND h.day <= s.to_day AND h.day <= h.end_day) OR (h.day > h.end_day AND h.end_day = s.to_day))
  LEFT JOIN handover gone ON gone.old_account = s.account AND gone.day <= s.from_day AND s.to_day <= gone.end_day
  WHERE gone.day IS NULL
),
after AS (
  SELECT c.*, lead(from_day) OVER (PARTITION BY account ORDER BY from_day) AS next_from FROM counted c
),
graced AS MATERIALIZED (
  SELECT a.account, a.from_day, a.period, a.mrr, a.seats, a.hands_over,
    CASE WHEN NOT a.hands_over AND p.account IS NOT NULL THEN a.next_from ELSE a.to_day END AS to_day
  FROM after a LEFT JOIN pause p ON p.account = a.account AND p.to_day = a.to_day AND p.next_from = a.next_from
),
stepped AS MATERIALIZED (
  SELECT *, lag(to_day) OVER w AS old_to, lag(mrr) OVER w AS old_mrr, lag(period) OVER w AS old_period, lag(seats) OVER w AS old_seats,
    lead(from_day) OVER w AS next_from, row_number() OVER w AS place
  FROM graced WINDOW w AS (PARTITION BY account ORDER BY from_day)
),
carried AS (
  SELECT h.new_account AS account, h.day, g.mrr FROM handover h JOIN graced g ON g.account = h.old_account AND g.hands_over AND g.to_day = h.day
),
change AS (
  SELECT from_day AS day, mrr - old_mrr AS cents,
    CASE WHEN period <> old_period THEN CASE WHEN coalesce(seats, 0) = 0 OR coalesce(old_seats, 0) = 0 OR seats = old_seats THEN mrr - old_mrr
      ELSE ${rounded('(mrr * old_seats - old_mrr * seats)', 'seats')} END ELSE 0 END AS rate
  FROM stepped WHERE old_to = from_day
),
movement AS (
  SELECT s.from_day AS day, CASE WHEN s.place > 1 THEN 'reactivation' WHEN c.mrr IS NULL THEN 'new' ELSE 'transfer' END AS kind, coalesce(c.mrr, s.mrr) AS cents
  FROM stepped s LEFT JOIN carried c ON c.account = s.account AND c.day = s.from_day AND s.place = 1
  WHERE s.old_to IS NULL OR s.old_to <> s.from_day
  UNION ALL
  SELECT s.from_day, CASE WHEN s.mrr > c.mrr THEN 'expansion' ELSE 'contraction' END, s.mrr - c.mrr
  FROM stepped s JOIN carried c ON c.account = s.account AND c.day = s.from_day AND s.place = 1
  UNION ALL
  SELECT day, 'rateChange', rate FROM change
  UNION ALL
  SELECT day, CASE WHEN cents > rate THEN 'expansion' ELSE 'contraction' END, cents - rate FROM change
  UNION ALL
  SELECT to_day, CASE WHEN hands_over THEN 'transfer' ELSE 'churn' END, -mrr FROM stepped WHERE next_from IS NULL OR next_from > to_day
)
SELECT strftime(${day('day')}, '%Y-%m') AS month, kind, sum(cents)::BIGINT AS cents FROM movement WHERE cents <> 0 GROUP BY 1, 2`;
}
