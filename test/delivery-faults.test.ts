import { startTinyHost } from './fixtures/tiny-host';

test('an invocation dies before or after its nth request to the outside, whatever else it asks for', async () => {
  const tiny = await startTinyHost();
  const { host } = tiny;
  try {
    host.killAfter({ functionKey: 'resolver', calls: 2, target: 'egress' });
    await expect(tiny.invoke('sendMany', { count: 4 })).rejects.toThrow('Ended on purpose');
    expect(tiny.received).toHaveLength(1);
    host.killAfter({ functionKey: 'resolver', calls: 2, target: 'egress', when: 'after' });
    await expect(tiny.invoke('sendMany', { count: 4 })).rejects.toThrow('Ended on purpose');
    expect(tiny.received).toHaveLength(3);
    // A run that sends nothing uses the kill up.
    host.killAfter({ functionKey: 'resolver', calls: 1, target: 'egress' });
    await tiny.invoke('remember', { key: 'a', value: 1 });
    await tiny.invoke('sendMany', { count: 1 });
    expect(tiny.received).toHaveLength(4);
  } finally {
    await tiny.stop();
  }
}, 60_000);
