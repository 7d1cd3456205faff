// node lint-apps.mjs FOLDER…: prints what Atlassian's own manifest validator and offline linters say of the apps in these
// folders, as a JSON object of lines by folder. Both read relative to the current folder, so this is a process of its
// own; one process for all folders, because preparing the schema costs more than checking an app; plain JavaScript,
// because loading the linters through a TypeScript loader takes five times as long.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { relative } from 'node:path';
import { getClientSideLintersOnly, parseSourceFile, tsParser } from '@forge/lint';
import { validate } from '@forge/manifest';
import { parse } from 'yaml';

/** It downloads Atlassian's API definitions, and a check that needs the network is no check in a fresh clone. */
const NEEDS_NETWORK = 'PermissionLinter';

/** Asked only for runtimes that are about to be refused; the validator's own list serves. */
const noFeatureFlags = { getDeprecatedRuntimes: () => Promise.resolve([]) };
const silent = { info: () => undefined };

/**
 * Six validators compile the same schema, each for seconds: nine tenths of the time of a run. Ours is a process of its
 * own, so they share one compiled schema here by having the compiler remember what it compiled.
 */
function compileOnce() {
  const forge = createRequire(import.meta.url).resolve('@forge/manifest');
  const { default: Ajv } = createRequire(forge)('ajv');
  const compile = Ajv.prototype.compile;
  const compiled = new Map();
  Ajv.prototype.compile = function (schema, ...rest) {
    const text = JSON.stringify(schema);
    if (!compiled.has(text)) compiled.set(text, compile.call(this, schema, ...rest));
    return compiled.get(text);
  };
}

async function validated() {
  const { success, errors = [] } = await validate(false, 'manifest.yml');
  // Warnings count: a deprecation today is a refused deployment tomorrow.
  const lines = errors.map(
    ({ line, column, level, message, reference }) => `manifest.yml:${line}:${column} ${level} ${message} [${reference}]`,
  );
  return success || lines.length > 0 ? lines : ['manifest.yml is not valid, and the validator does not say why'];
}

async function linted() {
  const manifest = parse(readFileSync('manifest.yml', 'utf8'));
  const linters = await getClientSideLintersOnly(manifest, 'production', silent, noFeatureFlags);
  const offline = linters.filter((linter) => linter.constructor.name !== NEEDS_NETWORK);
  const lines = offline.length === linters.length - 1 ? [] : [`@forge/lint has no single linter named ${NEEDS_NETWORK} any more`];
  const inputs = await Promise.all(sources().map((file) => parseSourceFile(file, tsParser)));
  for (const linter of offline) {
    await linter.bootstrap();
    for (const result of await linter.batchExecute(inputs)) {
      for (const { class: level, message, reference, line, column } of [...result.errors, ...result.warnings]) {
        lines.push(`${relative('.', result.file)}:${line}:${column} ${level} ${message} [${reference}, ${linter.constructor.name}]`);
      }
    }
  }
  return lines;
}

function sources() {
  return readdirSync('src', { recursive: true })
    .map((file) => `src/${file}`)
    .filter((file) => /\.[jt]sx?$/.test(file) && !/\.test\.[jt]sx?$/.test(file));
}

compileOnce();
const found = {};
for (const folder of process.argv.slice(2)) {
  process.chdir(folder);
  found[folder] = [...new Set([...(await validated()), ...(await linted())])];
}
process.stdout.write(JSON.stringify(found));
