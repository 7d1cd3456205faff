/** One project: Node by default; a test of a UI asks for jsdom with a docblock. */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/static', '<rootDir>/dev', '<rootDir>/test'],
  testMatch: ['**/*.test.ts', '**/*.test.tsx'],
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  transform: {
    '^.+\\.tsx?$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } }, target: 'es2022' } },
    ],
  },
};
