import fc from 'fast-check';
import type { SqlEngine, SqlParam } from '../dev/sql/engine';
import { openMysql } from '../dev/sql/mysql-engine';
import { openSqlite } from '../dev/sql/sqlite-engine';
import { missingMariaDb, startMariaDb, type MariaDb } from './mariadb';

/** A statement, or a statement with its parameters. What starts with CREATE, ALTER, DROP or TRUNCATE goes to `ddl`. */
type Step = string | readonly [text: string, ...params: SqlParam[]];

const ACCOUNT = `CREATE TABLE account (
  id BIGINT UNSIGNED NOT NULL, name VARCHAR(60) COLLATE utf8mb4_bin NOT NULL, tier VARCHAR(20) COLLATE utf8mb4_bin DEFAULT 'free',
  seats INT NOT NULL DEFAULT 0, flags BIGINT NOT NULL DEFAULT 0, rate DOUBLE NULL, PRIMARY KEY (id), UNIQUE KEY by_name (name), KEY by_tier (tier, seats)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin`;
const ACTIVITY = `CREATE TABLE IF NOT EXISTS activity (
  account_id BIGINT UNSIGNED NOT NULL, day INT NOT NULL, event VARBINARY(40) NOT NULL, count INT UNSIGNED NOT NULL, PRIMARY KEY (account_id, day, event), INDEX by_day (day DESC)
)`;
const ACCOUNTS: Step = [
  'INSERT INTO account (id, name, tier, seats, flags, rate) VALUES (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?), (?, ?, ?, ?, ?, ?)',
  1,
  'Alpha',
  'paid',
  10,
  5,
  1.5,
  2,
  'beta',
  'free',
  3,
  2,
  null,
  3,
  'Gamma 🌊',
  null,
  0,
  0,
  0.25,
  4,
  'alpha',
  'paid',
  7,
  6,
  -2,
];
const ACTIVITIES: Step = [
  `INSERT INTO activity (account_id, day, event, count) VALUES (1, 20000, 'Open', 3), (1, 20001, 'Open', 1), (1, 20001, 'Edit', 4), (2, 20001, 'Open', 2), (9, 20002, ?, 1)`,
  'Öl',
];
const BASE = [ACCOUNT, ACTIVITY, ACCOUNTS, ACTIVITIES];

/** Every byte, in more than one line of base 64. */
const ANY_BYTES = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)).toString('base64');

const CASES: Readonly<Record<string, readonly Step[]>> = {
  'rows come back in type and value': [
    'SELECT * FROM account ORDER BY id',
    'SELECT account_id, day, event, count FROM activity ORDER BY account_id, day, event',
  ],
  'nulls sort first, and last when descending': [
    'SELECT id, tier FROM account ORDER BY tier, id',
    'SELECT id, tier FROM account ORDER BY tier DESC, id',
  ],
  'unnamed columns are called by their text': [
    "SELECT COUNT(*), MAX(a.seats), a.tier FROM account a WHERE a.tier = 'paid' GROUP BY a.tier",
    'SELECT 1 + 1, seats * 2 doubled, account.name FROM account ORDER BY id',
  ],
  'case counts under _bin': [
    `SELECT id FROM account WHERE name = 'alpha'`,
    `SELECT id FROM account WHERE name LIKE 'al%'`,
    `SELECT id FROM account WHERE LOWER(name) = 'alpha' ORDER BY id`,
    `SELECT name FROM account ORDER BY name`,
  ],
  'case does not count under _ci': [
    'CREATE TABLE word (id INT PRIMARY KEY, text VARCHAR(20) COLLATE utf8mb4_general_ci NOT NULL, UNIQUE KEY (text))',
    `INSERT INTO word VALUES (1, 'One'), (2, 'two')`,
    `SELECT id FROM word WHERE text = 'ONE'`,
    `INSERT INTO word VALUES (3, 'TWO') ON DUPLICATE KEY UPDATE text = VALUES(text)`,
    'SELECT * FROM word ORDER BY text',
  ],
  'upsert counts 1, 2 and 0': [
    `INSERT INTO account (id, name, seats) VALUES (1, 'Alpha', 11) ON DUPLICATE KEY UPDATE seats = VALUES(seats)`,
    `INSERT INTO account (id, name, seats) VALUES (1, 'Alpha', 11) ON DUPLICATE KEY UPDATE seats = VALUES(seats)`,
    `INSERT INTO account (id, name, seats) VALUES (7, 'New', 1), (1, 'Alpha', 12), (2, 'beta', 3) ON DUPLICATE KEY UPDATE seats = VALUES(seats), tier = tier`,
    'SELECT id, name, seats, tier FROM account ORDER BY id',
  ],
  'upsert adds to what is there, with parameters': [
    [
      'INSERT INTO activity (account_id, day, event, count) VALUES (?, ?, ?, ?), (?, ?, ?, ?) ON DUPLICATE KEY UPDATE count = count + VALUES(count) + ?',
      1,
      20000,
      'Open',
      2,
      5,
      20000,
      'Open',
      1,
      100,
    ],
    'SELECT * FROM activity ORDER BY account_id, day, event',
    [
      "INSERT INTO activity VALUES (1, 20000, 'Open', 1) ON DUPLICATE KEY UPDATE activity.count = GREATEST(activity.count, VALUES(count), ?)",
      200,
    ],
    'SELECT count FROM activity WHERE account_id = 1 AND day = 20000',
  ],
  'upsert on the second unique key': [
    `INSERT INTO account (id, name, seats) VALUES (50, 'beta', 99) ON DUPLICATE KEY UPDATE seats = VALUES(seats)`,
    `INSERT INTO account (id, name, seats) VALUES (1, 'beta', 77) ON DUPLICATE KEY UPDATE seats = VALUES(seats)`,
    'SELECT id, name, seats FROM account ORDER BY id',
  ],
  'upsert from a grouped select': [
    'CREATE TABLE per_account (account_id BIGINT NOT NULL PRIMARY KEY, events INT NOT NULL, days INT NOT NULL)',
    'INSERT INTO per_account (account_id, events, days) VALUES (1, 0, 0)',
    [
      'INSERT INTO per_account (account_id, events, days) SELECT account_id, SUM(count), COUNT(DISTINCT day) FROM activity WHERE day >= ? GROUP BY account_id ON DUPLICATE KEY UPDATE events = VALUES(events), days = VALUES(days)',
      20000,
    ],
    'INSERT INTO per_account (account_id, events, days) SELECT account_id, SUM(count), COUNT(DISTINCT day) FROM activity GROUP BY account_id ON DUPLICATE KEY UPDATE events = VALUES(events), days = VALUES(days)',
    'SELECT * FROM per_account ORDER BY account_id',
    'INSERT INTO per_account SELECT a.id, 1, 1 FROM account a LEFT JOIN per_account p ON p.account_id = a.id WHERE p.account_id IS NULL',
    'SELECT * FROM per_account ORDER BY account_id',
  ],
  'upsert keeps a null and replaces one': [
    "INSERT INTO account (id, name, rate) VALUES (2, 'beta', NULL) ON DUPLICATE KEY UPDATE rate = VALUES(rate)",
    "INSERT INTO account (id, name, rate) VALUES (2, 'beta', 3.5) ON DUPLICATE KEY UPDATE rate = COALESCE(rate, VALUES(rate))",
    'SELECT rate FROM account WHERE id = 2',
    "INSERT INTO account (id, name) VALUES (4, 'ALPHA') ON DUPLICATE KEY UPDATE name = VALUES(name)",
    'SELECT name FROM account WHERE id = 4',
  ],
  'INSERT IGNORE skips what is there': [
    `INSERT IGNORE INTO account (id, name) VALUES (1, 'x'), (8, 'y'), (9, 'beta')`,
    'SELECT id, name FROM account ORDER BY id',
  ],
  'REPLACE deletes and inserts': [
    `REPLACE INTO account (id, name, seats) VALUES (1, 'beta', 1), (20, 'fresh', 2)`,
    'SELECT id, name, tier, seats FROM account ORDER BY id',
  ],
  'UPDATE counts the rows it changed': [
    ['UPDATE account SET tier = ?, seats = seats + ? WHERE id IN (?, ?)', 'paid', 0, 1, 2],
    'UPDATE account SET tier = NULL WHERE tier IS NULL',
    `UPDATE account AS a SET a.name = CONCAT(a.name, '!') WHERE a.seats > 5`,
    'UPDATE account SET seats = seats * 2 WHERE id = (SELECT MAX(account_id) FROM activity WHERE account_id < 9)',
    'UPDATE account SET seats = 1 ORDER BY id DESC LIMIT 2',
    'SELECT id, name, tier, seats FROM account ORDER BY id',
  ],
  DELETE: [
    'DELETE FROM activity WHERE day = 20001 ORDER BY account_id, event LIMIT 1',
    'DELETE FROM activity WHERE account_id NOT IN (SELECT id FROM account)',
    'SELECT * FROM activity ORDER BY account_id, day, event',
    'DELETE FROM activity',
    'SELECT COUNT(*) AS n FROM activity',
  ],
  'AUTO_INCREMENT answers the first id': [
    'CREATE TABLE run (id BIGINT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(255) COLLATE utf8mb4_bin NOT NULL, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)',
    `INSERT INTO run (name) VALUES ('a'), ('b'), ('c')`,
    [`INSERT INTO run (name) VALUES (?)`, 'd'],
    'SELECT id, name FROM run ORDER BY id',
    'SELECT LENGTH(at) AS size FROM run LIMIT 1',
  ],
  joins: [
    'SELECT a.id, COALESCE(SUM(x.count), 0) AS total FROM account a LEFT JOIN activity x ON x.account_id = a.id AND x.day = 20001 GROUP BY a.id ORDER BY total DESC, a.id',
    'SELECT x.account_id FROM activity x LEFT JOIN account a ON a.id = x.account_id WHERE a.id IS NULL',
    'SELECT a.id, b.id AS other FROM account a JOIN account b ON b.tier = a.tier AND b.id > a.id',
    "SELECT a.name FROM account a WHERE EXISTS (SELECT 1 FROM activity x WHERE x.account_id = a.id AND x.event = 'Edit')",
  ],
  'window functions': [
    'SELECT id, ROW_NUMBER() OVER (ORDER BY seats DESC, id) AS place, SUM(seats) OVER (PARTITION BY tier ORDER BY id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running FROM account ORDER BY id',
    'SELECT account_id, day, LAG(day) OVER (PARTITION BY account_id ORDER BY day, event) AS before_day FROM activity ORDER BY account_id, day, event',
    'SELECT id FROM (SELECT id, RANK() OVER (ORDER BY tier) AS r FROM account) AS ranked WHERE r = 1 ORDER BY id',
  ],
  'common table expressions and unions': [
    'WITH busy AS (SELECT account_id, COUNT(*) AS n FROM activity GROUP BY account_id) SELECT a.name, busy.n FROM account a JOIN busy ON busy.account_id = a.id ORDER BY a.id',
    'WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 5) SELECT n FROM step ORDER BY n',
    'SELECT id AS n FROM account UNION SELECT account_id FROM activity ORDER BY n LIMIT 2, 3',
    'SELECT id FROM account ORDER BY id LIMIT 2 OFFSET 1',
  ],
  'conditions and lists': [
    ["SELECT id, CASE WHEN seats > ? THEN 'big' WHEN seats = 0 THEN 'none' ELSE 'small' END AS size FROM account ORDER BY id", 5],
    ['SELECT id FROM account WHERE id IN (?, ?, ?) AND NOT (tier <=> ?) ORDER BY id', 1, 2, 3, null],
    ['SELECT count FROM activity WHERE (account_id, day) IN ((?, ?), (?, ?)) ORDER BY count', 1, 20001, 2, 20001],
    `SELECT IF(1 > 2, 'a', 'b') AS x, 1 = 1 AS yes, 2 < 1 AS no, NULL IS NULL AS isnull_, 3 BETWEEN 1 AND 5 AS mid, TRUE AND FALSE AS both_, NOT 0 AS not_, 1 <=> NULL AS safe`,
    `SELECT id FROM account WHERE name LIKE '%a' ORDER BY id`,
    `SELECT 'a%b' LIKE 'a\\%b' AS literal, 'axb' LIKE 'a\\%b' AS wild, 'a_b' LIKE 'a|_b' ESCAPE '|' AS piped`,
    'SELECT GREATEST(1, 5, 3) AS g, LEAST(4, 2) AS l, GREATEST(1, NULL) AS n, NULLIF(1, 1) AS z, IFNULL(NULL, 7) AS i',
  ],
  numbers: [
    'SELECT 7 DIV 2 AS d, -7 DIV 2 AS negative, 7 % 3 AS m, -7 % 3 AS negative_m, MOD(10, 4) AS mod_, 10 MOD 4 AS infix, 5 DIV 0 AS zero, 2 * 7 DIV 4 AS chain, 1 + 7 DIV 2 * 2 AS mixed',
    'SELECT ROUND(seats / 4, 2) AS quarter, ROUND(AVG(seats) OVER (), 3) AS mean, seats / 0 AS infinite FROM account ORDER BY id',
    'SELECT ROUND(2.5) AS up, ROUND(-2.5) AS down, FLOOR(-1.5) AS f, CEILING(1.2) AS c, ABS(-3) AS a, SIGN(-2) AS s, TRUNCATE(1.999, 1) AS t, ROUND(1234, -2) AS hundreds',
    "SELECT CAST('12' AS SIGNED) + 1 AS n, CAST(2.6 AS SIGNED) AS r, CAST(5 AS CHAR) AS c, CAST('1.5' AS DOUBLE) AS d, CAST(1.256 AS DECIMAL(10, 2)) AS two",
    ['SELECT ? AS high, ? AS low, ? + 0 AS same', 9007199254740991, -9007199254740991, 4503599627370497],
  ],
  aggregates: [
    'SELECT COUNT(*) AS n, COUNT(tier) AS tiers, COUNT(DISTINCT tier) AS distinct_, SUM(seats) AS total, MIN(name) AS first, MAX(rate) AS top, BIT_OR(flags) AS any_, BIT_AND(flags) AS all_, BIT_XOR(flags) AS odd FROM account',
    'SELECT SUM(seats) AS s, MAX(seats) AS m, COUNT(*) AS n, BIT_OR(flags) AS b FROM account WHERE id > 100',
    'SELECT tier, COUNT(*) AS n FROM account GROUP BY tier HAVING COUNT(*) > 1',
    `SELECT GROUP_CONCAT(name ORDER BY id DESC SEPARATOR '|') AS names, GROUP_CONCAT(DISTINCT tier ORDER BY tier) AS tiers FROM account`,
    "SELECT SUM(tier = 'paid') AS paid, SUM(CASE WHEN seats > 5 THEN seats ELSE 0 END) AS big FROM account",
  ],
  'bits up to 2^52': [
    [
      'SELECT flags & 4 AS four, flags | 8 AS eight, flags & ~1 AS even, BIT_COUNT(flags) AS ones, flags << 2 AS left_, flags >> 1 AS right_ FROM account WHERE id = ?',
      4,
    ],
    'SELECT (1 << 52) | 1 AS high, BIT_COUNT((1 << 52) | 3) AS ones, (6 & 3) | 8 AS both_',
  ],
  texts: [
    `SELECT CONCAT('a', 1, 'b') AS c, CONCAT('a', NULL) AS n, CONCAT_WS('-', 'a', NULL, 'b') AS ws, LENGTH('é🌊') AS bytes, CHAR_LENGTH('é🌊') AS chars, UPPER('é') AS up, REVERSE('abc') AS r`,
    `SELECT SUBSTRING('abcdef', 0, 2) AS none, SUBSTRING('abcdef', 5, 9) AS rest, SUBSTRING('abc', 9, 2) AS beyond, SUBSTRING('abc', -2, 1) AS back, SUBSTRING('abc', 2) AS open, SUBSTRING(NULL, 1, 2) AS nothing`,
    ["SELECT SUBSTRING(?, ?, 2) AS asked, SUBSTRING('äöü', 2, 1) AS letter", 'abcdef', 3],
    `SELECT CAST(CONV('zz', 36, 10) AS SIGNED) + 1 AS n, CONV('00A', 36, 10) AS ten, CONV(255, 10, 16) AS hex, CONV('x', 10, 16) AS no, CONV(NULL, 36, 10) AS nothing, CAST(CONV('00', 36, 10) AS SIGNED) AS zero`,
    "SELECT d.id, d.n, SUM(d.n) OVER () AS total FROM (SELECT a.id, CAST(CONV(SUBSTRING('0a0b0c', a.id * 2 - 1, 2), 36, 10) AS SIGNED) AS n FROM account a) d WHERE d.n > 0 ORDER BY d.id",
    `SELECT SUBSTRING_INDEX('a.b.c', '.', 2) AS two, SUBSTRING_INDEX('a.b.c', '.', -1) AS last, SUBSTRING('abcdef', 2, 3) AS mid, SUBSTR('abc', -2) AS tail, LEFT('abc', 2) AS l, RIGHT('abc', 2) AS r, LOCATE('b', 'abc') AS at, INSTR('abc', 'c') AS at2`,
    `SELECT REPLACE('aXbX', 'X', '-') AS r, TRIM('  a ') AS t, LPAD('7', 3, '0') AS p, HEX(255) AS h, HEX('az') AS ht, MD5('a') AS m, SHA2('abc', 256) AS s, TO_BASE64(UNHEX(SHA2('abc', 256))) AS b, TO_BASE64(UNHEX('ABc')) AS ob, UNHEX('0g') AS nb, TO_BASE64(SHA2('abc', 512)) AS lb, TO_BASE64(FROM_BASE64('/+8AgA==')) AS fb, FROM_BASE64('YWJj') AS abc, FROM_BASE64('not of it') AS nfb, FROM_BASE64(NULL) AS none, CRC32('abc') AS crc, FIELD('b', 'a', 'b') AS f, STRCMP('a', 'b') AS cmp`,
    ['SELECT ? AS text, ? AS quotes, ? AS breaks', 'Grüße 🌊 漢字', `it's "q" \\ back`, 'a\r\n\tb\u0001\u007f'],
    `SELECT 'it''s' AS a, "double" AS b, 'back\\\\slash' AS c, 'line\\nbreak' AS d, 'a , b' AS e`,
  ],
  'days and instants': [
    `SELECT DATE('2024-02-29 10:00:00') AS d, DATEDIFF('2024-03-01', '2024-02-28') AS days, UNIX_TIMESTAMP('2024-02-29 00:00:00') AS u, FROM_UNIXTIME(86400) AS f, YEAR('2024-02-29') AS y, MONTH('2024-02-29') AS m, TO_DAYS('1970-01-01') AS t`,
    `SELECT DATE_ADD('2024-01-31', INTERVAL 1 MONTH) AS a, DATE_SUB('2024-03-01', INTERVAL 1 DAY) AS b, DATE_ADD('2024-12-31 23:00:00', INTERVAL 2 HOUR) AS c`,
    "SELECT NOW() > '2020-01-01 00:00:00' AS later, CHAR_LENGTH(CURDATE()) AS ten, CURRENT_TIMESTAMP <= NOW() AS same",
  ],
  json: [
    `SELECT JSON_UNQUOTE(JSON_EXTRACT('{"a": {"b": "x y", "n": 5}, "l": [1, 2]}', '$.a.b')) AS s, JSON_EXTRACT('{"a": {"n": 5}, "l": [1, 2]}', '$.a.n') AS n, JSON_EXTRACT('{"l": [1, 2]}', '$.l[1]') AS item, JSON_EXTRACT('{}', '$.none') AS none, JSON_VALID('{') AS bad, JSON_LENGTH('[1, 2]') AS size`,
  ],
  'words that are keywords elsewhere': [
    'CREATE TABLE `transaction` (`key` INT NOT NULL, `order` INT, commit INT, `from` VARCHAR(5) COLLATE utf8mb4_bin, PRIMARY KEY (`key`))',
    'INSERT INTO transaction (`key`, `order`, commit) VALUES (1, 2, 3) ON DUPLICATE KEY UPDATE `order` = VALUES(`order`)',
    'SELECT t.key, t.`order`, commit FROM transaction t WHERE t.order = 2',
  ],
  bytes: [
    'CREATE TABLE packed (id BIGINT NOT NULL AUTO_INCREMENT, bytes MEDIUMBLOB, small BLOB, PRIMARY KEY (id))',
    ['INSERT INTO packed (bytes, small) VALUES (FROM_BASE64(?), NULL), (FROM_BASE64(?), FROM_BASE64(?))', ANY_BYTES, '', 'AA=='],
    "UPDATE packed SET small = CASE id WHEN 1 THEN FROM_BASE64('/w==') WHEN 2 THEN small END WHERE id IN (1, 2)",
    'SELECT id, TO_BASE64(bytes) AS bytes, OCTET_LENGTH(bytes) AS length, TO_BASE64(small) AS small FROM packed ORDER BY id',
    'SELECT COUNT(*) AS n FROM packed WHERE bytes IS NULL',
    ['INSERT INTO packed (id, bytes) VALUES (1, FROM_BASE64(?)) ON DUPLICATE KEY UPDATE bytes = VALUES(bytes)', 'MTIz'],
    'SELECT bytes, TO_BASE64(bytes) AS text FROM packed WHERE id = 1 UNION SELECT bytes, TO_BASE64(bytes) FROM packed WHERE id = 1',
    'ALTER TABLE packed RENAME COLUMN bytes TO record',
    'SELECT id FROM packed WHERE record > small ORDER BY id',
  ],
  'schema changes': [
    'ALTER TABLE account ADD COLUMN score INT NOT NULL DEFAULT 5, ADD COLUMN note VARCHAR(10) COLLATE utf8mb4_bin NULL',
    'ALTER TABLE account ADD UNIQUE KEY by_note (note)',
    'CREATE INDEX by_score ON account (score)',
    'SELECT id, score, note FROM account ORDER BY id',
    `INSERT INTO account (id, name, note) VALUES (30, 'n1', 'same') ON DUPLICATE KEY UPDATE score = 1`,
    `INSERT INTO account (id, name, note) VALUES (31, 'n2', 'same') ON DUPLICATE KEY UPDATE score = score + 1`,
    'DROP INDEX by_score ON account',
    'ALTER TABLE account DROP COLUMN score',
    'SELECT id, note FROM account WHERE id >= 30 ORDER BY id',
    'TRUNCATE TABLE activity',
    'SELECT COUNT(*) AS n FROM activity',
    'DROP TABLE activity',
    'DROP TABLE IF EXISTS activity',
  ],
  'tables are told by name, with what they take': [
    'SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND data_length > 0 ORDER BY name',
    'SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = DATABASE() AND index_length > 0',
  ],
  refusals: [
    `INSERT INTO account (id, name) VALUES (1, 'x')`,
    `INSERT INTO account (id, name) VALUES (60, 'beta')`,
    'INSERT INTO account (id, name) VALUES (61, NULL)',
    `INSERT INTO account (id, name, seats) VALUES (62, 'z', 3000000000)`,
    `INSERT INTO account (id, name) VALUES (-1, 'minus')`,
    `INSERT INTO account (id, name) VALUES (63, '${'x'.repeat(61)}')`,
    `INSERT INTO account (id, name, seats) VALUES (64, 'text', 'many')`,
    `INSERT INTO account (id, name) VALUES (65, 'first'), (1, 'second')`,
    'SELECT * FROM nowhere',
    'SELECT nothing FROM account',
    'SELEKT 1',
    'CREATE TABLE account (id INT)',
    'SELECT COUNT(*) AS n FROM account',
  ],
};

const REFUSED_ALIKE = new Set([
  'ER_DUP_ENTRY',
  'ER_BAD_NULL_ERROR',
  'ER_DATA_TOO_LONG',
  'ER_WARN_DATA_OUT_OF_RANGE',
  'ER_NO_SUCH_TABLE',
  'ER_BAD_FIELD_ERROR',
  'ER_TABLE_EXISTS_ERROR',
]);

async function play(engine: SqlEngine, step: Step): Promise<unknown> {
  const [text, ...params] = typeof step === 'string' ? [step] : step;
  try {
    if (/^\s*(CREATE|ALTER|DROP|TRUNCATE)\b/.test(text)) {
      await engine.ddl(text);
      return 'done';
    }
    const answer = await engine.execute(text, params);
    return text.startsWith('INSERT INTO run') ? answer : { rows: answer.rows.map(plain), affectedRows: answer.affectedRows };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return { refused: REFUSED_ALIKE.has(code) ? code : true };
  }
}

/** Decimals are texts in MySQL ('3.5000') and numbers here; both become numbers, to nine digits. */
function plain(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => {
      const number = typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value;
      return [name, typeof number === 'number' && !Number.isInteger(number) ? Number(number.toPrecision(9)) : number];
    }),
  );
}

let server: MariaDb | undefined;
let mysql: SqlEngine;

const missing = missingMariaDb();
const suite = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`\nSKIPPED: ${missing}\n`);

async function onBoth(steps: readonly Step[]): Promise<{ step: Step; sqlite: unknown; mysql: unknown }[]> {
  const sqlite = openSqlite(':memory:');
  const played: { step: Step; sqlite: unknown; mysql: unknown }[] = [];
  const { rows: tables } = await mysql.execute('SHOW TABLES', []);
  for (const table of tables) await mysql.ddl(`DROP TABLE \`${String(Object.values(table)[0])}\``);
  for (const step of steps) {
    played.push({ step, sqlite: await play(sqlite, step), mysql: await play(mysql, step) });
  }
  await sqlite.close();
  return played;
}

suite(`the same statements give the same answers on SQLite and MariaDB${missing === null ? '' : ` (${missing})`}`, () => {
  beforeAll(async () => {
    server = await startMariaDb();
    if ('missing' in server) throw new Error(server.missing);
    mysql = await openMysql(server.url, 'contract');
  }, 60_000);

  afterAll(async () => {
    if (!server || 'missing' in server) return;
    await mysql.close();
    await server.stop();
  });

  test.each(Object.entries(CASES))('%s', async (name, steps) => {
    const played = await onBoth([...BASE, ...steps]);
    expect(played.map(({ step, sqlite }) => ({ step, answer: sqlite }))).toEqual(
      played.map(({ step, mysql: answer }) => ({ step, answer })),
    );
    // An answer that both engines refuse proves nothing, unless refusing is the point.
    const refused = played.filter(({ sqlite }) => typeof sqlite === 'object' && sqlite !== null && 'refused' in sqlite).length;
    expect(refused).toBe(name === 'refusals' ? 12 : 0);
  });

  test('random upserts leave the same table', async () => {
    const row = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom('a', 'A', 'b', 'é'),
      fc.integer({ min: 0, max: 3 }),
      fc.option(fc.constantFrom('x', 'X', '')),
    );
    const write = fc.record({
      verb: fc.constantFrom('upsert', 'add', 'ignore', 'plain', 'update', 'delete'),
      rows: fc.array(row, { minLength: 1, maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 8 }), async (writes) => {
        const table =
          'CREATE TABLE tally (id INT NOT NULL, name VARCHAR(5) COLLATE utf8mb4_bin NOT NULL, n INT NOT NULL, note VARCHAR(5) COLLATE utf8mb4_bin, PRIMARY KEY (id), UNIQUE KEY (name, n))';
        const steps = writes.map(({ verb, rows }): Step => {
          const values = rows.map(() => '(?, ?, ?, ?)').join(', ');
          const [id, name, n] = rows[0] ?? [1, 'a', 0];
          switch (verb) {
            case 'upsert':
              return [`INSERT INTO tally (id, name, n, note) VALUES ${values} ON DUPLICATE KEY UPDATE note = VALUES(note)`, ...rows.flat()];
            case 'add':
              return [
                `INSERT INTO tally (id, name, n, note) VALUES ${values} ON DUPLICATE KEY UPDATE note = CONCAT(LEFT(COALESCE(note, '-'), 3), VALUES(n)), id = id`,
                ...rows.flat(),
              ];
            case 'ignore':
              return [`INSERT IGNORE INTO tally (id, name, n, note) VALUES ${values}`, ...rows.flat()];
            case 'plain':
              return [`INSERT INTO tally (id, name, n, note) VALUES ${values}`, ...rows.flat()];
            case 'update':
              return ['UPDATE tally SET note = ? WHERE name = ?', String(n), name];
            case 'delete':
              return ['DELETE FROM tally WHERE id = ?', id];
          }
        });
        const played = await onBoth([table, ...steps.flatMap((step): Step[] => [step, 'SELECT * FROM tally ORDER BY id'])]);
        expect(played.map(({ sqlite }) => sqlite)).toEqual(played.map(({ mysql: answer }) => answer));
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});
