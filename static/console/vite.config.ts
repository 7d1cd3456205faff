import type { Plugin } from 'vite';
import { pageConfig } from '../atlaskit/page-config';

/** `first.ts` asks before it brings the rest of the page; the browser is told in the document to bring that meanwhile. */
const preloadRest: Plugin = {
  name: 'preload-rest',
  transformIndexHtml: {
    order: 'post',
    handler(_html, { bundle = {} }) {
      const rest = Object.values(bundle).find((file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/main.tsx') === true);
      const files = new Set<string>();
      const styles = new Set<string>();
      const add = (name: string): void => {
        const file = bundle[name];
        if (file?.type !== 'chunk' || files.has(name)) return;
        files.add(name);
        for (const style of file.viteMetadata?.importedCss ?? []) styles.add(style);
        for (const each of file.imports) add(each);
      };
      if (rest !== undefined) add(rest.fileName);
      return [
        ...[...files].map((name) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
        ...[...styles].map((name) => ({
          tag: 'link',
          attrs: { rel: 'stylesheet', crossorigin: true, href: `./${name}` },
          injectTo: 'head' as const,
        })),
      ];
    },
  },
};

export default pageConfig(import.meta.url, [preloadRest]);
