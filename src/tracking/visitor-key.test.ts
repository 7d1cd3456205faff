import { visitorKey } from './visitor-key';

test('a key for each visitor of each site, without their ids in it', async () => {
  const keys = await Promise.all([
    visitorKey({ cloudId: 'site-1', accountId: 'ann' }),
    visitorKey({ cloudId: 'site-1', accountId: 'bob' }),
    visitorKey({ cloudId: 'site-2', accountId: 'ann' }),
  ]);
  expect(new Set(keys).size).toBe(3);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
  await expect(visitorKey({ cloudId: 'site-1', accountId: 'ann' })).resolves.toBe(keys[0]);
});

test('an anonymous visitor has none', async () => {
  await expect(visitorKey({ cloudId: 'site-1' })).resolves.toBeUndefined();
});
