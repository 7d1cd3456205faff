/** In the place of a segment that is not there. */
export function NoSegment() {
  return (
    <div className="not-enough">
      <h1>No such segment</h1>
      <p>This link is of a segment, or a template, that does not exist here.</p>
      <a href="#/segments">All segments</a>
    </div>
  );
}
