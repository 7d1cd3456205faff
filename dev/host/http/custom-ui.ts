import { join } from 'node:path';
import type { HostedApp } from '../app';
import { bundleBridgeScript } from '../bundle';
import { contentSecurityPolicy } from './csp';
import { listen, text, type Answer, type Asked, type Listening } from './exchange';
import { readStatic } from './static-files';

const BRIDGE_PATH = '/__bridge.js';

/** The second origin: Custom UI documents, kept apart from the host's own pages as the cloud keeps them apart from Jira. */
export async function startCustomUi(options: {
  port: number;
  apps: ReadonlyMap<string, HostedApp>;
  hostOrigin: () => string;
}): Promise<Listening> {
  let script: Promise<string> | undefined;

  const answer = async ({ method, url }: Asked): Promise<Answer> => {
    if (method !== 'GET') return text(405, 'GET only');
    if (url.pathname === BRIDGE_PATH)
      return text(200, await (script ??= bundleBridgeScript(options.hostOrigin())), 'text/javascript; charset=utf-8');
    const [, appKey = '', resource = '', path = ''] = /^\/r\/([^/]+)\/([^/]+)\/(.*)$/.exec(url.pathname) ?? [];
    const app = options.apps.get(appKey);
    const folder = app?.manifest.resources.get(resource);
    if (app === undefined || folder === undefined) return text(404, 'No such resource');
    const file = await readStatic(join(app.folder, folder), path === '' ? 'index.html' : path);
    if (file === null) return text(404, path === '' ? `${resource} has not been built: there is no ${folder}/index.html` : 'Not found');
    if (!file.type.startsWith('text/html'))
      return { status: 200, headers: { 'content-type': file.type, 'cache-control': 'no-store' }, body: file.bytes };
    const html = file.bytes.toString('utf8');
    const headers = {
      'content-type': file.type,
      'cache-control': 'no-store',
      'content-security-policy': contentSecurityPolicy(html, app.manifest.rawPermissions, options.hostOrigin()),
    };
    return { status: 200, headers, body: withBridge(html) };
  };
  return listen(options.port, answer);
}

/** The bridge must be there before any script of the app looks for it. */
export function withBridge(html: string): string {
  const tag = `<script src="${BRIDGE_PATH}"></script>`;
  return /<head[^>]*>/i.test(html) ? html.replace(/<head[^>]*>/i, (head) => `${head}${tag}`) : `${tag}${html}`;
}
