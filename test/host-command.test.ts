import { spawn, type ChildProcess } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ApiAnswer, SitesAnswer } from '../dev/api';

jest.setTimeout(60_000);

let folder: string;
let running: ChildProcess | null = null;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'tidemark-app-')));
});
afterEach(async () => {
  const child = running;
  running = null;
  if (child?.exitCode === null) {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }
  await rm(folder, { recursive: true, force: true });
});

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}

/** Runs the command on the folder until `until` shows in what it prints, or until it ends. */
function hostCommand(until: RegExp): Promise<{ readonly printed: string; readonly code: number | null }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'dev/host/host-command.ts', '--app', folder, '--port', '0']);
  running = child;
  return new Promise((resolve, reject) => {
    let printed = '';
    const hear = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (until.test(printed)) resolve({ printed, code: null });
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('error', reject);
    child.once('close', (code) => {
      resolve({ printed, code });
    });
  });
}

const manifest = (modules: string) => `
app:
  id: ari:cloud:ecosystem::app/11111111-1111-4111-8111-111111111111
  runtime: { name: nodejs24.x, memoryMB: 256, architecture: arm64 }
modules:
${modules}
  function:
    - { key: resolver, handler: index.handler }
resources:
  - { key: main, path: src/frontend/index.jsx }
`;
const PANEL = `
  jira:issuePanel:
    - { key: hello-panel, resource: main, resolver: { function: resolver }, render: native, title: Hello, viewportSize: medium }`;

test('a fresh app without packages of its own runs on those of the host, its panel included', async () => {
  await write({
    'manifest.yml': manifest(PANEL),
    'src/index.js': `export { handler } from './resolvers';`,
    'src/resolvers/index.js': `
      import Resolver from '@forge/resolver';
      const resolver = new Resolver();
      resolver.define('getText', ({ payload, context }) => \`Hello \${payload.name} on \${context.extension.issue.key}\`);
      export const handler = resolver.getDefinitions();`,
    'src/frontend/index.jsx': `
      import React, { useEffect, useState } from 'react';
      import ForgeReconciler, { Text } from '@forge/react';
      import { invoke } from '@forge/bridge';
      const App = () => {
        const [text, setText] = useState(null);
        useEffect(() => { invoke('getText', { name: 'panel' }).then(setText); }, []);
        return <Text>{text ?? 'One moment'}</Text>;
      };
      ForgeReconciler.render(<React.StrictMode><App /></React.StrictMode>);`,
  });
  const { printed } = await hostCommand(/emulated/);
  expect(printed).toContain('Everything that its manifest declares is emulated.');
  const url = /runs at (\S+)/.exec(printed)?.[1] ?? '';

  const sites = (await (await fetch(`${url}/__dev/api/sites`)).json()) as ApiAnswer<SitesAnswer>;
  const site = sites.ok ? sites.value.sites[0] : undefined;
  expect(site?.modules).toMatchObject([{ type: 'jira:issuePanel', key: 'hello-panel', title: 'Hello', render: 'native' }]);
  const script = await fetch(new URL(site?.modules[0]?.url ?? '', url));
  expect(script.status).toBe(200);
  expect(await script.text()).toContain('One moment');

  const invoked = await fetch(`${url}/__dev/api/bridge`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      site: site?.slug,
      appKey: 'app',
      accountId: site?.users[0]?.accountId,
      moduleKey: 'hello-panel',
      extension: { issue: { key: 'DEMO-1' } },
      cmd: 'invoke',
      payload: { functionKey: 'getText', payload: { name: 'panel' } },
    }),
  });
  expect(await invoked.json()).toEqual({ ok: true, value: 'Hello panel on DEMO-1' });
});

test('what the host does not emulate is named, and the rest runs', async () => {
  await write({
    'manifest.yml': manifest(`
  rovo:agent:
    - { key: helper, name: Helper, prompt: Help }
  jira:workflowValidator:
    - { key: validator, name: Validator, expression: 'true' }
  trigger:
    - { key: created, function: resolver, events: ['avi:jira:created:issue'] }`),
    'src/index.ts': `export const handler = (): string => 'done';`,
  });
  const { printed } = await hostCommand(/Not emulated.*\n/);
  expect(printed).toContain('Not emulated: module rovo:agent, module jira:workflowValidator, event avi:jira:created:issue');
  expect(printed).toMatch(/runs at http:\/\/127\.0\.0\.1:\d+/);
});

test.each([
  [
    'a package that nobody has',
    { 'manifest.yml': manifest(''), 'src/index.js': `export { handler } from 'package-that-nobody-has';` },
    /src\/index\.js:1: the package "package-that-nobody-has" is neither in the app's own node_modules nor among the host's\. Run npm install/,
  ],
  ['a handler without a file', { 'manifest.yml': manifest('') }, /no src\/index\{.*\} for a handler of the manifest/],
  ['no manifest', { 'src/index.js': '' }, /holds no manifest\.yml\. Name an app's folder/],
  ['a manifest without its app', { 'manifest.yml': 'modules: {}' }, /manifest\.yml: .*Invalid input/],
])('%s ends the command with a sentence', async (_name, files, sentence) => {
  await write(files);
  const { printed, code } = await hostCommand(/ runs at /);
  expect(printed).toMatch(sentence);
  expect(code).toBe(1);
});
