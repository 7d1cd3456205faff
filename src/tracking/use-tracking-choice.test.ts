import { createBridgeClient } from './bridge-client';
import { createChoiceSession } from './use-tracking-choice';

type Event = { readonly event: string };
const settled = () => new Promise<void>((resolve) => setImmediate(resolve));
const done = (tracked: boolean, offBy: 'user' | 'site' | null = tracked ? null : 'user') => ({ tracked, offBy });
const away = () => Promise.reject(new Error('the bridge is broken'));

/** A page with a real client, whose resolver answers as the test says. */
function openPage(resolver: Record<string, (payload: Record<string, unknown>) => unknown>) {
  const sent: string[][] = [];
  const calls: string[] = [];
  let ids = 0;
  const choice = createChoiceSession({
    flush: () => client.flush(),
    invoke: async (call, payload) => {
      calls.push(call);
      await Promise.resolve();
      if (call === 'track') sent.push((payload.events as Event[]).map(({ event }) => event));
      const answer = resolver[call];
      if (answer !== undefined) return answer(payload);
      return call === 'track' ? { accepted: (payload.events as Event[]).length, refused: [] } : away();
    },
  });
  const client = createBridgeClient({
    invoke: choice.invokeIfTracked,
    now: () => Date.UTC(2028, 1, 29),
    newId: () => `id-${String((ids += 1))}`,
    schedule: () => () => undefined,
  });
  const track = (event: string) => {
    client.enqueue({ event, properties: {} });
  };
  return { choice, client, track, sent, calls };
}

describe('createChoiceSession', () => {
  it('asks nothing until somebody wants to see the choice, and then once', async () => {
    const { choice, client, track, sent, calls } = openPage({ trackingChoice: () => done(true) });
    track('Before');
    await client.flush();
    expect(calls).toEqual(['track']);
    expect(choice.view()).toEqual({ phase: 'unknown' });
    await choice.load();
    await choice.load();
    expect(calls).toEqual(['track', 'trackingChoice']);
    expect(choice.view()).toEqual({ phase: 'known', choice: { tracked: true, offBy: null }, saving: false, unsaved: false });
    expect(sent).toEqual([['Before']]);
  });

  it('lets nothing pass from the moment of a no, drops what is held, and sends only what comes after a yes', async () => {
    const { choice, client, track, sent } = openPage({
      trackingChoice: () => done(true),
      chooseTracking: ({ tracked }) => done(tracked === true),
    });
    await choice.load();
    track('Held');
    const declined = choice.choose(false);
    expect(choice.view()).toMatchObject({ saving: true });
    await choice.choose(true);
    await client.flush();
    await declined;
    expect(choice.view()).toMatchObject({ choice: { tracked: false, offBy: 'user' }, saving: false });
    await settled();
    expect(client.stats().held).toBe(0);
    track('Declined');
    await choice.choose(true);
    track('Allowed');
    await client.flush();
    expect(sent).toEqual([['Allowed']]);
  });

  it('drops what is held behind a slow call, too', async () => {
    let release: (answer: unknown) => void = () => undefined;
    const { choice, client, track, sent } = openPage({
      trackingChoice: () => done(true),
      chooseTracking: () => done(false),
      track: () => new Promise((resolve) => (release = resolve)),
    });
    await choice.load();
    track('Under way');
    void client.flush();
    await settled();
    track('Held');
    await choice.choose(false);
    release({ accepted: 1, refused: [] });
    await settled();
    expect(sent).toEqual([['Under way']]);
    expect(client.stats().held).toBe(0);
  });

  it('stays with the no when saving it fails, says so, and takes a second try', async () => {
    let broken = true;
    const { choice, client, track, sent } = openPage({
      trackingChoice: () => done(true),
      chooseTracking: () => (broken ? away() : done(false)),
    });
    await choice.load();
    await choice.choose(false);
    expect(choice.view()).toEqual({ phase: 'known', choice: { tracked: true, offBy: null }, saving: false, unsaved: true });
    track('Declined');
    await client.flush();
    expect(sent).toEqual([]);
    broken = false;
    await choice.choose(false);
    expect(choice.view()).toEqual({ phase: 'known', choice: { tracked: false, offBy: 'user' }, saving: false, unsaved: false });
  });

  it('stays with the no of somebody for whom none can be kept', async () => {
    const { choice, client, track, sent } = openPage({ trackingChoice: () => done(true), chooseTracking: () => done(true) });
    await choice.load();
    await choice.choose(false);
    expect(choice.view()).toMatchObject({ saving: false, unsaved: true });
    track('Declined');
    await client.flush();
    expect(sent).toEqual([]);
  });

  it.each([
    ['is away', away],
    ['refuses', () => ({ ok: false, code: 'failed', message: 'no' })],
    ['answers something else', () => null],
    ['answers half', () => ({ tracked: true })],
  ])('goes on tracking where the resolver %s, and asks again later', async (_name, trackingChoice) => {
    const { choice, client, track, sent, calls } = openPage({ trackingChoice });
    await expect(choice.load()).resolves.toBeUndefined();
    expect(choice.view()).toEqual({ phase: 'unknown' });
    await choice.choose(false);
    track('Later');
    await client.flush();
    expect(sent).toEqual([['Later']]);
    await choice.load();
    expect(calls.filter((call) => call !== 'track')).toEqual(['trackingChoice', 'trackingChoice']);
  });

  it.each(['do-not-track', 'switched-off'])('sends no more after the resolver turned events away as %s', async (reason) => {
    const { client, track, sent } = openPage({ track: () => ({ accepted: 0, refused: [{ messageId: 'id-1', reason }] }) });
    track('First');
    await client.flush();
    track('Second');
    await client.flush();
    expect(sent).toEqual([['First']]);
    expect(client.stats()).toMatchObject({ held: 0, refused: 2 });
  });

  it('goes on after refusals of single events', async () => {
    const { client, track, sent } = openPage({ track: () => ({ accepted: 0, refused: [{ messageId: 'id-1', reason: 'unknown-event' }] }) });
    track('First');
    await client.flush();
    track('Second');
    await client.flush();
    expect(sent).toEqual([['First'], ['Second']]);
  });

  it('closes the door when the site is off, whoever asked', async () => {
    const { choice, client, track, sent } = openPage({ trackingChoice: () => done(false, 'site') });
    await choice.load();
    track('Any');
    await client.flush();
    expect(sent).toEqual([]);
  });
});
