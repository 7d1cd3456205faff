/** Small drawings for buttons; the button's label says what they mean. */
type Glyph = () => React.JSX.Element;

const drawing =
  (path: string): Glyph =>
  () => (
    <svg
      width="16"
      height="16"
      viewBox="0 0 16 16"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
    >
      <path d={path} strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );

export const UpIcon = drawing('M8 13V3M4 7l4-4 4 4');
export const DownIcon = drawing('M8 3v10M4 9l4 4 4-4');
export const RenameIcon = drawing('M3 13l.6-3L10.500 3.100a1 1 0 0 1 1.400 0l1 1a1 1 0 0 1 0 1.400L6 12.400z');
export const DeleteIcon = drawing('M3 4.500h10M6.500 4.500v-2h3v2M4.500 4.500l.6 9h5.800l.6-9M6.800 7.500v3.500M9.200 7.500v3.500');
