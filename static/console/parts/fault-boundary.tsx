import { Component, type ReactNode } from 'react';
import { Fault } from './refusal-message';

/** A screen that breaks shows its fault and leaves the navigation usable. React knows no other form for this than a class. */
export class FaultBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }
  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <Fault
        title="Something went wrong"
        text="This screen could not be drawn. Your settings and figures are untouched."
        onRetry={() => {
          this.setState({ broken: false });
        }}
      />
    );
  }
}
