import { pageConfig } from '../atlaskit/page-config';

/** `vite build --config static/page/vite.config.ts` writes `static/page/dist`. */
export default pageConfig(import.meta.url);
