import fc from 'fast-check';
import { UntranslatableSql } from './tokens';
import { translate } from './translate';

const sqliteOf = (text: string, keys: readonly (readonly string[])[] = []) => translate(text, () => keys).sql;

test.each([
  ['SELECT a.x FROM transaction AS a', 'SELECT "a"."x" AS "x" FROM "transaction" AS "a"'],
  ['SELECT COUNT(*) FROM `order`', 'SELECT COUNT(*) AS "COUNT(*)" FROM "order"'],
  ['SELECT 7 / 2 AS q', 'SELECT 7 * 1.0 / 2 AS "q" FROM'.replace(' FROM', '')],
  ['SELECT a + b * c DIV d AS q FROM t', 'SELECT "a" + mysql_div("b" * "c", "d") AS "q" FROM "t"'],
  ['SELECT -a % -b AS q FROM t', 'SELECT mysql_mod(- "a", - "b") AS "q" FROM "t"'],
  [
    `SELECT x FROM t WHERE (a, b) IN ((?, ?), (?, ?)) LIMIT 5, 10 -- note`,
    'SELECT "x" FROM "t" WHERE ("a", "b") IN (VALUES (?, ?), (?, ?)) LIMIT 5, 10',
  ],
  [`SELECT "it's" AS s, 'a , b\\n' AS n`, `SELECT 'it''s' AS "s", 'a , b\n' AS "n"`],
  ['SELECT x FROM t WHERE a <=> b && c || d', 'SELECT "x" FROM "t" WHERE "a" IS "b" AND "c" OR "d"'],
  ['SELECT x FROM t USE INDEX (by_x) WHERE x COLLATE utf8mb4_bin = ?', 'SELECT "x" FROM "t" WHERE "x" COLLATE BINARY = ?'],
  [
    'SELECT SUBSTRING(a, b, 2) AS x FROM t',
    'SELECT CASE WHEN ("b") >= 1 AND (2) >= 0 THEN substr("a", "b", 2) ELSE mysql_substring("a", "b", 2) END AS "x" FROM "t"',
  ],
  ['SELECT SUBSTRING(?, 1, 2) AS x', 'SELECT mysql_substring(?, 1, 2) AS "x"'],
  [
    'SELECT d.x FROM (SELECT CAST(CONV(a, 36, 10) AS SIGNED) AS x FROM t) d',
    'SELECT "d"."x" AS "x" FROM (SELECT CAST(mysql_conv("a", 36, 10) AS INTEGER) AS "x" FROM "t" LIMIT -1) "d"',
  ],
  ['INSERT IGNORE t (a) VALUES (?)', 'INSERT OR IGNORE INTO "t" ("a") VALUES (?)'],
  ['DELETE FROM t WHERE a < ?', 'DELETE FROM "t" WHERE "a" < ?'],
])('%s', (mysql, sqlite) => {
  expect(sqliteOf(mysql)).toBe(sqlite);
});

test('an upsert asks whether a value changes, and numbers the parameters of its update', () => {
  expect(sqliteOf('INSERT INTO t (a, b) VALUES (?, ?) AS new ON DUPLICATE KEY UPDATE b = new.b + ?')).toBe(
    'INSERT INTO "t" ("a", "b") VALUES (?, ?) ON CONFLICT DO UPDATE SET "b" = iif(mysql_changed("t"."b" COLLATE BINARY IS NOT ("excluded"."b" + ?3)), ("excluded"."b" + ?3), "t"."b")',
  );
  const several = String(sqliteOf('INSERT INTO t (a, b) SELECT a, 1 FROM s ON DUPLICATE KEY UPDATE b = VALUES(b)', [['a'], ['b', 'c']]));
  expect(several).toContain('SELECT * FROM (SELECT "a", 1 FROM "s") WHERE true ON CONFLICT ("a") DO UPDATE');
  expect(several).toContain('ON CONFLICT ("b", "c") DO UPDATE');
});

test('a table is kept by its primary key; its indexes follow', () => {
  const ddl =
    'CREATE TABLE IF NOT EXISTS t (id INT UNSIGNED NOT NULL, name VARCHAR(9) COLLATE utf8mb4_bin, PRIMARY KEY (id), KEY k (name(4))) ENGINE=InnoDB COMMENT="x"';
  expect(sqliteOf(ddl)).toEqual([
    `CREATE TABLE IF NOT EXISTS "t" ("id" INTEGER NOT NULL CONSTRAINT "Out of range value for column 'id'" CHECK ("id" >= 0 AND "id" <= 4294967295), "name" TEXT COLLATE BINARY CONSTRAINT "Data too long for column 'name'" CHECK (length("name") <= 9), PRIMARY KEY ("id")) STRICT, WITHOUT ROWID`,
    'CREATE INDEX IF NOT EXISTS "t.k" ON "t" ("name")',
  ]);
});

test.each([
  ['SELECT a | b & c FROM t', '| next to &'],
  ['SELECT ~a FROM t', '~'],
  ['SELECT a ^ b FROM t', '^'],
  ['SELECT signal FROM t', 'the reserved word signal'],
  ['SELECT SOUNDEX(a) FROM t', 'the function SOUNDEX'],
  ['SELECT a REGEXP b FROM t', 'REGEXP'],
  ['SELECT a + INTERVAL 1 DAY FROM t', 'INTERVAL'],
  ['SELECT @a', 'a session variable'],
  ['SELECT a FROM t FOR UPDATE', 'a locking read'],
  ['SELECT a FROM other.t.u', 'a name qualified by a schema'],
  ['SELECT /*! 1 */ a FROM t', 'an executable comment'],
  ['SELECT CONVERT(a USING utf8mb4) FROM t', 'CONVERT'],
  ['SELECT 1; SELECT 2', 'a second statement'],
  ['SELECT CAST(a AS JSON) FROM t', 'CAST AS JSON'],
  ["SELECT j ->> '$.a' FROM t", '->>'],
  ['INSERT INTO t SET a = 1', 'INSERT … SET'],
  ['UPDATE t JOIN u ON t.a = u.a SET t.b = 1', 'an UPDATE of several tables'],
  ['UPDATE t SET a = a + 1, b = a', 'reading a after assigning it'],
  ['DELETE t FROM t JOIN u ON t.a = u.a', 'a DELETE from several tables'],
  ['CREATE TABLE t (a ENUM("x"))', 'the type ENUM'],
  ['CREATE TABLE t (a INT, FOREIGN KEY (a) REFERENCES u (a))', 'a foreign key'],
  ['CREATE TABLE t (a INT) PARTITION BY HASH (a)', 'the table option PARTITION'],
  ['CREATE TABLE t (a VARCHAR(9) COLLATE latin1_swedish)', 'the collation'],
  ['CALL p()', 'the statement CALL'],
  ['', 'the statement'],
])('%s is refused by name', (mysql, construct) => {
  expect(() => sqliteOf(mysql)).toThrow(UntranslatableSql);
  expect(() => sqliteOf(mysql)).toThrow(construct);
});

test('any text survives as a literal', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      (text) => {
        const mysql = text.replaceAll('\\', '\\\\').replaceAll("'", "''");
        expect(sqliteOf(`SELECT '${mysql}' AS x`)).toBe(`SELECT '${text.replaceAll("'", "''")}' AS "x"`);
      },
    ),
  );
});

test('a thousand rows of eight columns keep their parameters and their order', () => {
  const row = `(${Array.from({ length: 8 }, () => '?').join(', ')})`;
  const rows = Array.from({ length: 1000 }, () => row).join(', ');
  const sqlite = String(sqliteOf(`INSERT INTO t (a, b, c, d, e, f, g, h) VALUES ${rows} ON DUPLICATE KEY UPDATE h = VALUES(h)`));
  expect(sqlite.split('?')).toHaveLength(8001);
  expect(sqlite.startsWith(`INSERT INTO "t" ("a", "b", "c", "d", "e", "f", "g", "h") VALUES (?, ?`)).toBe(true);
});
