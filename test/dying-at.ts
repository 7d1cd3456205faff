import type { SqlPort } from '../src/platform/ports';

/** Fails at the k-th call from now on, like an invocation that dies there: the statement before it ran, this one did not. */
export function dyingAt(port: SqlPort, k: number): SqlPort {
  let calls = 0;
  const step = () => {
    calls += 1;
    if (calls >= k) throw new Error('The invocation died');
  };
  return {
    query: async (statement) => {
      step();
      return await port.query(statement);
    },
    write: async (statement) => {
      step();
      return await port.write(statement);
    },
  };
}
