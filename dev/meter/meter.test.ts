import { createMeter, gigabyteSeconds } from './meter';

const acme = { appKey: 'customer', site: { slug: 'acme' } };
const bolt = { appKey: 'customer', site: { slug: 'bolt' } };

test('computing is scaled by memory, waiting is not', () => {
  expect(gigabyteSeconds({ activeMs: 0, memoryMB: 512, calls: ['egress', 'queue', 'kvs', 'sql'] })).toBeCloseTo(0.5 * 0.205, 10);
  expect(gigabyteSeconds({ activeMs: 100, memoryMB: 1024, calls: [] })).toBeCloseTo(0.1 * (1769 / 1024), 10);
});

test('totals add up over sites and can be told apart', () => {
  const meter = createMeter();
  meter.addBytes(acme, 'kvs-write', 2_000_000_000);
  meter.add(bolt, 'sql-requests', 1_000_000);
  expect(meter.cost({ site: 'acme' }).dollars).toBeCloseTo(2.18, 10);
  expect(meter.cost({ site: 'bolt' }).dollars).toBeCloseTo(1.929, 10);
  expect(meter.cost().dollars).toBeCloseTo(4.109, 10);
  expect(meter.byInstallation().map((entry) => entry.site)).toEqual(['acme', 'bolt']);
  meter.reset();
  expect(meter.cost().dollars).toBe(0);
});
