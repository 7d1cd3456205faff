const initialsOf = (name: string) =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.slice(0, 1).toUpperCase())
    .join('');

export function Avatar({ name }: { name: string }) {
  const hue = Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % 4;
  return (
    <span className={`avatar avatar-${String(hue)}`} aria-hidden="true">
      {initialsOf(name)}
    </span>
  );
}
