import { Component, type ReactNode } from 'react';

type Props = Readonly<{ fallback: (error: Error) => ReactNode; children: ReactNode }>;
type State = Readonly<{ error?: Error }>;

/** Keeps a screen that throws from taking the frame with it. A class, because React offers nothing else for it. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: Error): State {
    return { error };
  }

  override render(): ReactNode {
    return this.state.error ? this.props.fallback(this.state.error) : this.props.children;
  }
}
