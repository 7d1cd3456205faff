/** Where the console is: `#/overview?range=30`. The screen, and what its reader chose. */
export type Place = { readonly screen: string; readonly params: URLSearchParams };

export function parseHash(hash: string): Place {
  const text = hash.replace(/^#\/?/, '');
  const cut = text.indexOf('?');
  const screen = cut === -1 ? text : text.slice(0, cut);
  return { screen, params: new URLSearchParams(cut === -1 ? '' : text.slice(cut + 1)) };
}

export function formatHash(place: Place): string {
  const query = place.params.toString();
  return `#/${place.screen}${query === '' ? '' : `?${query}`}`;
}
