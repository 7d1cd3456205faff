import { LinkButton } from '@atlaskit/button/new';
import type { TemplateRow } from '../../../../src/contract/segments';

/** What there is to begin with. */
export function TemplateGallery({ templates }: { templates: readonly TemplateRow[] }) {
  return (
    <section aria-labelledby="templates">
      <h2 id="templates" className="template-title">
        Begin with a template
      </h2>
      <ul className="template-gallery">
        {templates.map(({ id, name, description, words, missing }) => (
          <li key={id} className="card">
            <h3>{name}</h3>
            <p>{description}</p>
            {missing === null ? (
              <p className="row-note">{words}</p>
            ) : (
              <p className="template-missing">Not to be used as it is: {missing}.</p>
            )}
            <LinkButton href={`#/segment-edit?template=${id}`} spacing="compact" aria-label={`Use this: ${name}`}>
              Use this
            </LinkButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
