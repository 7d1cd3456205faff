// npm run plan [-- --accept-breaking]: writes the documents of the tracking plan; with --check, only says what is wrong with them.
import { parseArgs } from 'node:util';
import { format as prettier, resolveConfig } from 'prettier';
import { sentPlan } from '../../src/plan';
import { checkPlan, writePlan, type Format } from './plan-files';

const format: Format = async (text, file) => await prettier(text, { ...(await resolveConfig(file)), filepath: file });

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, 'accept-breaking': { type: 'boolean', default: false } },
  });
  const options = { folder: process.cwd(), format };
  const wrong = values.check
    ? await checkPlan(sentPlan, options)
    : await writePlan(sentPlan, { ...options, acceptBreaking: values['accept-breaking'] });
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  console.log(values.check ? 'The tracking plan keeps its promises and its documents are current.' : 'Wrote docs/tracking-plan.*');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
