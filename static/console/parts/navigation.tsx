/** `query` is what the link adds to the screen's address. */
type ScreenLink = { readonly id: string; readonly title: string; readonly query: string };

/** The bar at the top: the product's name and the screens. Plain links, so that each screen can be bookmarked. */
export function Navigation({ screens, currentId }: { screens: readonly ScreenLink[]; currentId: string }) {
  return (
    <header className="bar">
      <div className="bar-inside">
        <span className="brand">
          <TideMark />
          <span className="brand-name">Tidemark</span>
        </span>
        <nav aria-label="Screens">
          <ul>
            {screens.map((screen) => (
              <li key={screen.id}>
                <a
                  href={`#/${screen.id}${screen.query === '' ? '' : `?${screen.query}`}`}
                  aria-current={screen.id === currentId ? 'page' : undefined}
                >
                  {screen.title}
                </a>
              </li>
            ))}
          </ul>
        </nav>
      </div>
    </header>
  );
}

function TideMark() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      <rect width="20" height="20" rx="5" fill="var(--ds-background-brand-bold, #1868DB)" />
      <path
        d="M4 12.5c2 0 2-1.6 4-1.6s2 1.6 4 1.6 2-1.6 4-1.6"
        fill="none"
        stroke="var(--ds-icon-inverse, #fff)"
        strokeWidth="1.8"
        strokeLinecap="round"
      />
      <path d="M4 7.6h12" stroke="var(--ds-icon-inverse, #fff)" strokeWidth="1.8" strokeLinecap="round" />
    </svg>
  );
}
