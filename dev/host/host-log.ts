import type { Installation, Now } from '../services';
import { MAX_LOG_BYTES, MAX_LOG_LINES } from './limits';

export type LogLine = {
  readonly at: string;
  readonly appKey: string;
  readonly site: string;
  readonly level: string;
  readonly text: string;
};
export type HostLog = {
  readonly lines: readonly LogLine[];
  readonly write: (installation: Installation | null, level: string, text: string) => void;
  /** What one invocation prints: cut off at the platform's limits. Returns the bytes that were kept. */
  readonly forInvocation: (installation: Installation) => (level: string, text: string) => number;
};

const KEPT_LINES = 2_000;

export function createHostLog(options: { now: Now; onLine?: (line: LogLine) => void }): HostLog {
  const lines: LogLine[] = [];
  const write = (installation: Installation | null, level: string, text: string): void => {
    const line = {
      at: new Date(options.now()).toISOString(),
      appKey: installation?.appKey ?? '',
      site: installation?.site.slug ?? '',
      level,
      text,
    };
    lines.push(line);
    if (lines.length > KEPT_LINES) lines.splice(0, lines.length - KEPT_LINES);
    options.onLine?.(line);
  };
  return {
    lines,
    write,
    forInvocation(installation) {
      let count = 0;
      let bytes = 0;
      return (level, text) => {
        const size = Buffer.byteLength(text);
        count += 1;
        if (count > MAX_LOG_LINES || bytes + size > MAX_LOG_BYTES) {
          if (count === MAX_LOG_LINES + 1)
            write(installation, 'warn', `Log limit reached: ${MAX_LOG_LINES} lines or ${MAX_LOG_BYTES} bytes an invocation`);
          return 0;
        }
        bytes += size;
        write(installation, level, text);
        return size;
      };
    },
  };
}
