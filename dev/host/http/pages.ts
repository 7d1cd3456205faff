import { bundleUiKit } from '../bundle';
import type { HostedApp } from '../app';
import type { Platform } from '../platform';
import { toRequest } from '../../webtrigger/exchange';
import { listen, text, type Answer, type Asked, type Listening } from './exchange';
import { readStatic } from './static-files';

export type PagesOptions = {
  readonly port: number;
  readonly shellDir: string | undefined;
  readonly apps: ReadonlyMap<string, HostedApp>;
  readonly platform: () => Platform;
  readonly api: (asked: Asked) => Promise<Answer>;
};

/** The first origin: the host's pages, its API, UI Kit bundles and web triggers. */
export async function startPages(options: PagesOptions): Promise<Listening> {
  const uiKit = new Map<string, Promise<string>>();

  const uiKitBundle = async (appKey: string, resource: string): Promise<Answer> => {
    const app = options.apps.get(appKey);
    const path = app?.manifest.resources.get(resource);
    if (app === undefined || path === undefined) return text(404, 'No such resource');
    const key = `${appKey}/${resource}`;
    const bundle = uiKit.get(key) ?? bundleUiKit(app.folder, path);
    uiKit.set(key, bundle);
    return text(200, await bundle, 'text/javascript; charset=utf-8');
  };

  const webtrigger = async (id: string, userPath: string, asked: Asked): Promise<Answer> => {
    const { webtriggers, functions } = options.platform();
    const address = webtriggers.find(id);
    if (address === null) return text(404, 'No such web trigger');
    const request = toRequest({
      method: asked.method,
      headers: asked.rawHeaders,
      url: asked.url,
      userPath,
      body: asked.body.toString('utf8'),
    });
    const { status, headers, body } = await functions.webtrigger(address.installation, address.key, request);
    const grouped: Record<string, string[]> = {};
    for (const [name, value] of headers) (grouped[name] ??= []).push(value);
    return { status, headers: grouped, body };
  };

  const shell = async (path: string): Promise<Answer> => {
    if (options.shellDir === undefined) return text(404, 'This host has no pages');
    const file =
      (path.endsWith('/') ? null : await readStatic(options.shellDir, path)) ??
      (/\.\w+$/.test(path) ? null : await readStatic(options.shellDir, 'index.html'));
    return file === null
      ? text(404, 'Not found')
      : { status: 200, headers: { 'content-type': file.type, 'cache-control': 'no-store' }, body: file.bytes };
  };

  return listen(options.port, async (asked) => {
    const { pathname } = asked.url;
    const [, id, userPath] = /^\/__dev\/webtrigger\/([^/]+)(\/.*)?$/.exec(pathname) ?? [];
    if (id !== undefined) return webtrigger(id, userPath ?? '', asked);
    if (pathname.startsWith('/__dev/api/')) return options.api(asked);
    if (asked.method !== 'GET') return text(405, 'GET only');
    const [, appKey, resource] = /^\/__dev\/ui\/([^/]+)\/([^/]+)\.js$/.exec(pathname) ?? [];
    if (appKey !== undefined && resource !== undefined) return uiKitBundle(appKey, resource);
    return shell(pathname);
  });
}
