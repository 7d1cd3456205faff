/** Before the first sale is known. */
export function NoSales() {
  return (
    <section className="card" aria-labelledby="no-sales">
      <h2 id="no-sales">No sales yet</h2>
      <p className="not-enough">
        Revenue is computed from your sales reports, and none has arrived. The Sync screen says whether they are being read; once the first
        sale is there, MRR and all that follows from it appears here by itself.
      </p>
    </section>
  );
}
