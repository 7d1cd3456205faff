/** Whose console it is: the vendor's, of all sites, or a customer's, of their own. */
export type Scope = 'vendor' | 'site';

/** The page says in its root element whose app it was built into. */
export function scopeOfPage(): Scope {
  return document.documentElement.dataset.scope === 'site' ? 'site' : 'vendor';
}
