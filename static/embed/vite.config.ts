import { pageConfig } from '../atlaskit/page-config';

/** What stands in a Jira dashboard and on a Confluence page. */
export default pageConfig(import.meta.url);
