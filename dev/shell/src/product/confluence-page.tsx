import Heading from '@atlaskit/heading';
import { useEffect } from 'react';
import { Avatar } from '../chrome/avatar';
import { pagePath } from '../routing/route';
import { BylineItem } from './byline-popup';
import { Macros } from './macros';
import { pageOf } from '../../../product/demo-work';
import { ProductFrame } from './product-frame';
import { confluenceSidebar, type Visit } from './visit';

/** A Confluence page; the byline items of the site's apps stand under its title. */
export function ConfluencePage({ visit, pageId }: { visit: Visit; pageId: string }) {
  const page = pageOf(pageId);
  const author = visit.site.users[0] ?? visit.user;
  const items = visit.site.modules.filter((module) => module.type === 'confluence:contentBylineItem');
  useEffect(() => {
    document.title = page.title;
  }, [page.title]);
  return (
    <ProductFrame name="Team space" kind="Space" groups={confluenceSidebar(visit.site, pagePath(visit.site.slug, pageId))}>
      <article className="wiki-page">
        <Heading size="xlarge" as="h1">
          {page.title}
        </Heading>
        <div className="byline">
          <Avatar name={author.displayName} />
          <span className="quiet">By {author.displayName}</span>
          {items.map((module) => (
            <BylineItem key={module.key} visit={visit} module={module} pageId={pageId} />
          ))}
        </div>
        {page.paragraphs.map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
        <Macros key={pageId} visit={visit} pageId={pageId} />
      </article>
    </ProductFrame>
  );
}
