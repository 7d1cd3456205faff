import { sql } from '../platform/sql';
import type { Sql } from '../platform/sql';
import type { SubjectKind } from '../segments/value';

/** An account is (a, 0), a user (0, u), a membership (a, u). */
export type Pair = { readonly accountId: number; readonly userId: number };

/** A subject is one number, in the order of accounts and then of users: an engine keeps a key of one number once. */
const USERS = 2 ** 30;

export const subjectOf = ({ accountId, userId }: Pair): number => accountId * USERS + userId;
export const pairOfSubject = (subject: number): Pair => ({ accountId: Math.floor(subject / USERS), userId: subject % USERS });

/** The same of the column of a table or of any number, and back. */
export const accountOfSql = (subject: Sql): Sql => sql`(${subject} DIV 1073741824)`;
export const userOfSql = (subject: Sql): Sql => sql`(${subject} % 1073741824)`;
export const subjectSql = (accountId: Sql, userId: Sql): Sql => sql`${accountId} * 1073741824 + ${userId}`;

/** Subjects of one kind; of any for null. */
export function subjectsOfKind(kind: SubjectKind | null, subject: Sql): Sql {
  switch (kind) {
    case null:
      return sql`1 = 1`;
    case 'account':
      return sql`${userOfSql(subject)} = 0`;
    case 'user':
      return sql`${subject} < ${USERS}`;
    case 'membership':
      return sql`${subject} > ${USERS} AND ${userOfSql(subject)} > 0`;
  }
}
