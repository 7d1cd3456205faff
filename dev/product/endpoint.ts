import type { Installation, License, ServiceResponse, User } from '../services';
import type { AccountNews } from './account-news';

/** One request to a product, already told apart from its host. `user` is whom it acts for; null when it acts as the app. */
export type ProductRequest = {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly installation: Installation;
  readonly appId: string;
  readonly license: License | null;
  readonly user: User | null;
  readonly users: readonly User[];
  readonly news: AccountNews;
};
/** `scope` null: no scope is needed. `match` groups are decoded and given to `answer`. */
export type Endpoint = {
  readonly remote: 'jira' | 'confluence' | 'stargate';
  readonly method: 'GET' | 'POST';
  readonly match: RegExp;
  readonly scope: string | null;
  readonly answer: (request: ProductRequest, parts: readonly string[]) => ServiceResponse;
};
