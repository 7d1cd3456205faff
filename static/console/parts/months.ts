const long = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: '2-digit', month: 'short' });

const brief = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', year: 'numeric', month: 'short' });

const first = (month: string): Date => new Date(`${month}-01T00:00:00Z`);

/** `2026-03` as `March 2026` */
export const month = (text: string): string => long.format(first(text));
/** `2026-03` as `Mar 2026` */
export const briefMonth = (text: string): string => brief.format(first(text));
/** `2026-03` as `Mar ’26` */
export const shortMonth = (text: string): string => short.format(first(text)).replace(' ', ' ’');
