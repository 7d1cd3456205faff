import { day } from './format';

/** A day that keeps to one line, in a cell of a table. */
export const WholeDay = ({ of }: { of: string }) => <span className="whole-day">{day(of)}</span>;
