/** The tenths of the scale, from 0 on; 100 is in the last. */
export const rangeOf = (bin: number): string => (bin === 9 ? '90–100' : `${String(bin * 10)}–${String(bin * 10 + 9)}.9`);
