import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const EXECUTABLE = '/usr/bin/chromium';
const ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Drawn without a graphics card, animations take the processor that the tests need.
  '--force-prefers-reduced-motion',
];

/** Why there is no browser here, in words; null when there is one. In CI a missing browser is a failure, not a skip. */
export function missingChromium(): string | null {
  if (existsSync(EXECUTABLE)) return null;
  const words = 'Chromium is not installed; on Debian: apt-get install chromium';
  if (process.env.CI !== undefined && process.env.CI !== '') throw new Error(words);
  return words;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGS });
}
