import type { PrivacyState } from '../../../../src/contract/privacy';
import { useAsk } from '../../parts/ask-context';
import { RefusedScreen } from '../../parts/refusal-message';
import { ScreenSkeleton } from '../../parts/skeleton';
import { EgressOff } from './egress-off';
import { EraseUser } from './erase-user';
import { Erasures } from './erasures';
import { Leaves } from './leaves';
import { Reporting } from './reporting';
import { Sent } from './sent';
import { Switches } from './switches';
import { type MakeChange, usePrivacy } from './use-privacy';
import { Watch } from './watch';

export function Privacy() {
  const { state, read, change } = usePrivacy(useAsk());
  switch (state.kind) {
    case 'idle':
    case 'loading':
      return <ScreenSkeleton title="Privacy" />;
    case 'refused':
      return <RefusedScreen title="Privacy" refusal={state.refusal} onRetry={() => void read()} />;
    case 'ready':
      return state.value.scope === 'vendor' ? (
        <VendorPrivacy state={state.value} />
      ) : (
        <SitePrivacy state={state.value} read={read} change={change} />
      );
  }
}

function SitePrivacy({ state, read, change }: { state: PrivacyState; read: () => Promise<void>; change: MakeChange }) {
  return (
    <>
      <div className="page-head">
        <div>
          <h1>What leaves this site</h1>
          <p className="page-sub">
            What the app may send, what it did send, and the switches that stop it.
            {state.canChange ? '' : ' Only an admin of this site can change anything here.'}
          </p>
        </div>
      </div>
      <div className="stack">
        {state.egressOffSince === null ? null : <EgressOff since={state.egressOffSince} ownStore={state.ownStore} />}
        <Switches state={state} change={change} />
        <Leaves leaves={state.leaves} state={state} />
        <Sent examples={state.examples} />
        <Watch state={state} read={read} change={change} />
        {state.canChange ? <EraseUser change={change} /> : null}
        <Erasures erasures={state.erasures} scope="site" />
        <Reporting state={state} />
      </div>
    </>
  );
}

function VendorPrivacy({ state }: { state: PrivacyState }) {
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Privacy</h1>
          <p className="page-sub">
            Which requests to erase somebody came, and what was done where. The switches are on each customer’s site, for its admins alone.
          </p>
        </div>
      </div>
      <div className="stack">
        <Erasures erasures={state.erasures} scope="vendor" />
        <Reporting state={state} />
      </div>
    </>
  );
}
