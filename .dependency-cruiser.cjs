/** Who may import whom. Read a rule as: what `from` names must not reach what `to` names. */

const TEST = '\\.test\\.tsx?$';
const TYPE_ONLY = ['type-only', 'type-import'];
/** No clock, no randomness, no input or output: the same in a browser, in a test and on the platform. */
const PURE = '^src/(revenue|engagement|segments|prediction)/';
const USE_CASES = '^src/(tracking|delivery|intake|marketplace|profiles|checklist|erasure|privacy|console)/';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or hide a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphan',
      comment: 'Nothing imports it and it imports nothing: it is forgotten. Named below: files that a bundler gets by path.',
      severity: 'error',
      from: {
        orphan: true,
        pathNot: [
          '(^|/)(vite|jest|eslint)\\.config\\.',
          '\\.d\\.ts$',
          TEST,
          '^test/fixtures/',
          '^dev/bench/',
          '^dev/bin/',
          '/feature-gates-off\\.ts$',
          '/bridge-script\\.ts$',
        ],
      },
      to: {},
    },
    {
      name: 'resolvable',
      comment: 'The module is not there, or package.json does not list it.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'product-without-workshop',
      comment: 'What ships imports neither the local host nor the test suites.',
      severity: 'error',
      from: { path: '^(src|static)/', pathNot: TEST },
      to: { path: '^(dev|test)/' },
    },
    {
      name: 'ships-with-dependencies',
      comment: 'Code of the app needs its packages at run time: they belong under dependencies.',
      severity: 'error',
      from: { path: '^src/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'pure',
      comment: 'Pure folders import each other, the contract, days and zod, and nothing that acts.',
      severity: 'error',
      from: { path: PURE, pathNot: TEST },
      to: { pathNot: [PURE, '^src/contract/', '^src/platform/days\\.ts$', '(^|/)node_modules/zod/'] },
    },
    {
      name: 'pure-neighbours-by-type',
      comment: "A pure folder may name its neighbour's types; to call it is the caller's business.",
      severity: 'error',
      from: { path: '^src/(revenue|engagement|segments|prediction)/', pathNot: TEST },
      to: { path: PURE, pathNot: '^src/$1/', dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'platform-is-the-floor',
      comment: 'Platform adapters know ports and contracts; of the rest only types.',
      severity: 'error',
      from: { path: '^src/platform/', pathNot: TEST },
      to: { path: '^src/', pathNot: ['^src/platform/', '^src/contract/'], dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'store-asks-nobody',
      comment: 'The store answers use cases; it does not call them.',
      severity: 'error',
      from: { path: '^src/store/', pathNot: TEST },
      to: { path: [USE_CASES, '^src/(functions|frontend)/'], dependencyTypesNot: TYPE_ONLY },
    },
    {
      name: 'use-cases-below-functions',
      comment: 'Entry points call use cases, never the other way.',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/functions/', '^src/(index|customer|vendor)\\.ts$', TEST] },
      to: { path: ['^src/functions/', '^src/(index|customer|vendor)\\.ts$'] },
    },
    {
      name: 'pages-see-contracts',
      comment:
        'A page asks through the contract; of the checklist it sees the browser side. What runs on the platform is none of its business.',
      severity: 'error',
      from: { path: '^(static|src/frontend)/', pathNot: TEST },
      to: {
        path: '^src/',
        pathNot: [
          PURE,
          '^src/(contract|tracking|frontend)/',
          '^src/checklist/(plan|ask|steps|use-checklist)\\.ts$',
          '^src/platform/days\\.ts$',
        ],
        dependencyTypesNot: TYPE_ONLY,
      },
    },
    {
      name: 'checklist-stands-alone',
      comment: "The checklist stands for a vendor's own feature: tracking is the only part of Tidemark that it knows.",
      severity: 'error',
      from: { path: '^src/checklist/', pathNot: TEST },
      to: {
        path: '^src/',
        pathNot: ['^src/(checklist|tracking|contract)/', '^src/platform/(ports|days)\\.ts$'],
        dependencyTypesNot: TYPE_ONLY,
      },
    },
    {
      name: 'roles-apart',
      comment: 'Nothing on the way from the customer app may reach the Marketplace.',
      severity: 'error',
      from: { path: '^src/customer\\.ts$' },
      to: { path: '^src/marketplace/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.tidemark)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
};
