const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/).filter(Boolean));

/** Words that shape a statement. Every other word is an identifier and gets quoted, so that `transaction` can name a table. */
export const KEYWORDS = words(`
  SELECT DISTINCT ALL FROM WHERE GROUP BY HAVING ORDER ASC DESC LIMIT JOIN INNER LEFT RIGHT CROSS OUTER NATURAL ON USING AS
  AND OR NOT IS NULL IN BETWEEN LIKE EXISTS CASE WHEN THEN ELSE UNION INTERSECT EXCEPT WITH RECURSIVE VALUES OVER PARTITION
  ROWS RANGE GROUPS UNBOUNDED PRECEDING FOLLOWING WINDOW TRUE FALSE COLLATE ESCAPE DIV MOD`);

/** Words whose meaning in MySQL has no equal here, wherever they stand as a keyword. */
export const REFUSED = words(`XOR REGEXP RLIKE BINARY STRAIGHT_JOIN INTERVAL PROCEDURE LATERAL DISTINCTROW SQL_CALC_FOUND_ROWS CONVERT`);

/** Called the same and meaning the same. */
export const SAME_FUNCTIONS = words(`
  COUNT SUM MIN MAX AVG ABS COALESCE IFNULL NULLIF LOWER UPPER SIGN SQRT EXP LN LOG10 LOG2 POWER POW FLOOR CEIL CEILING
  TRIM LTRIM RTRIM REPLACE INSTR ROW_NUMBER RANK DENSE_RANK NTILE LAG LEAD FIRST_VALUE LAST_VALUE NTH_VALUE PERCENT_RANK
  CUME_DIST JSON_VALID SIN COS TAN ASIN ACOS ATAN RADIANS DEGREES PI`);

/** Called otherwise in SQLite. `mysql_*` are the functions that `mysql-functions.ts` defines. */
export const RENAMED_FUNCTIONS: Readonly<Record<string, string>> = {
  IF: 'iif',
  GREATEST: 'max',
  LEAST: 'min',
  LCASE: 'lower',
  UCASE: 'upper',
  LENGTH: 'octet_length',
  OCTET_LENGTH: 'octet_length',
  CHAR_LENGTH: 'length',
  CHARACTER_LENGTH: 'length',
  ANY_VALUE: 'min',
};

export const MYSQL_FUNCTIONS = words(`
  CONCAT CONCAT_WS ROUND TRUNCATE LOG MOD SUBSTRING SUBSTR MID LEFT RIGHT LOCATE SUBSTRING_INDEX LPAD RPAD REPEAT REVERSE HEX MD5
  SHA1 CRC32 BIT_COUNT ISNULL FIELD STRCMP NOW UTC_TIMESTAMP CURRENT_TIMESTAMP CURDATE CURRENT_DATE UTC_DATE UNIX_TIMESTAMP
  FROM_UNIXTIME DATE DATEDIFF TO_DAYS YEAR MONTH DAY JSON_EXTRACT JSON_UNQUOTE JSON_LENGTH RAND`);

/** Constants in MySQL even without parentheses. */
export const BARE_FUNCTIONS = words('CURRENT_TIMESTAMP CURRENT_DATE UTC_TIMESTAMP UTC_DATE');

/** SQLite has no such aggregates and takes no others from outside, so the values are collected as text and folded. */
export const FOLDED_AGGREGATES = words('BIT_OR BIT_AND BIT_XOR');

export const INTERVAL_UNITS = words('SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR');
