// node .ci/sum.mjs TESTS CHECKS: adds jest's summary and the checks up to one line. What left no result has failed.
import { readFileSync } from 'node:fs';

const [testsFile, checksFile] = process.argv.slice(2);

function read(file, what) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.log(`${what} left no result: counted as one failure`);
    return undefined;
  }
}

const tests = read(testsFile, 'npm test');
const checks = read(checksFile, 'npm run check');

// A suite that does not load has no failed test of its own.
const failedTests = tests === undefined ? 1 : tests.numFailedTests + tests.numRuntimeErrorTestSuites;
const failed = failedTests + (checks?.failed ?? 1);
const passed = (tests?.numPassedTests ?? 0) + (checks?.passed ?? 0);

for (const suite of tests?.testResults ?? []) {
  if (suite.status === 'failed' && suite.assertionResults.length === 0) console.log(`FAILED ${suite.name}: did not run`);
  for (const { status, fullName } of suite.assertionResults) {
    if (status === 'failed') console.log(`FAILED ${fullName}`);
  }
}
const skipped = (tests?.numPendingTests ?? 0) + (tests?.numTodoTests ?? 0);
if (skipped > 0) console.log(`Skipped: ${skipped}`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
