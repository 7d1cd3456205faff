type SectionLink = { readonly id: string; readonly title: string; readonly href: string };

/** The sections of a screen, each with an address of its own. */
export function SectionLinks({ label, sections, currentId }: { label: string; sections: readonly SectionLink[]; currentId: string }) {
  return (
    <nav className="parts" aria-label={label}>
      <ul>
        {sections.map(({ id, title, href }) => (
          <li key={id}>
            <a href={href} aria-current={id === currentId ? 'page' : undefined}>
              {title}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
