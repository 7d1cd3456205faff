import { defineConfig, globalIgnores } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const CONFIG_FILES = ['**/*.config.ts', '**/*.config.mjs', '**/.dependency-cruiser.cjs'];

/** The only files of the app that may touch the platform at run time; the rest gets ports. */
const PLATFORM_FILES = ['src/platform/**', 'src/frontend/**', 'src/tracking/use-tracking.ts', 'src/**/*.test.ts', 'src/**/*.test.tsx'];

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: a name is the same in every file and can be searched for.',
};

export default defineConfig(
  globalIgnores(['**/dist/', '**/node_modules/', '.tidemark/', 'coverage/']),
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-definitions': ['error', 'type'],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A leading underscore says "on purpose": a part left out by destructuring, an argument that a signature demands.
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // `() => log(x)` is how a callback that returns nothing reads.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // Adapters implement promise-returning ports without awaiting anything.
      '@typescript-eslint/require-await': 'off',
      // What crosses a boundary (JSON, a row, another package's types) may be more than its type says.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: 'only-allowed-literals' }],
      // React and promise-returning event handlers: the handler's own result is of no use to the DOM.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      eqeqeq: 'error',
      'max-lines': ['warn', { max: 300 }],
      'no-restricted-syntax': ['error', noDefaultExport],
    },
  },
  {
    files: ['src/**/*.ts', 'src/**/*.tsx'],
    ignores: PLATFORM_FILES,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            {
              group: ['@forge/*'],
              allowTypeImports: true,
              message: 'Only src/platform, src/frontend and use-tracking.ts touch the platform; take a port.',
            },
          ],
        },
      ],
    },
  },
  {
    files: ['**/*.tsx', 'static/**/*.ts', 'src/frontend/**/*.ts', 'src/tracking/**/*.ts', 'dev/shell/**/*.ts'],
    extends: [reactHooks.configs.flat.recommended],
  },
  {
    files: ['**/*.test.ts', '**/*.test.tsx', 'test/**/*.ts'],
    rules: {
      // A test states what must be there; the assertion fails where the value is missing.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'max-lines': 'off',
    },
  },
  { files: CONFIG_FILES, rules: { 'no-restricted-syntax': 'off' } },
  {
    files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: { eqeqeq: 'error', 'no-undef': 'off', 'no-unused-vars': 'error', 'prefer-const': 'error', 'no-var': 'error' },
  },
);
