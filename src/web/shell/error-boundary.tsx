import { Component, type ComponentChildren } from 'preact'
import { Button } from '../design/button.tsx'
import { EmptyState } from '../design/states.tsx'
import { words } from '../strings/en.ts'

/** Keeps a mistake of one page from taking the whole client away. */
export class ErrorBoundary extends Component<{ children: ComponentChildren }, { error: unknown }> {
  override state = { error: undefined as unknown }

  static override getDerivedStateFromError(error: unknown): { error: unknown } {
    return { error }
  }

  override componentDidCatch(error: unknown): void {
    console.error(error)
  }

  override render() {
    if (this.state.error === undefined) return this.props.children
    return (
      <EmptyState
        picture="trouble"
        title={words.errorTitle}
        action={
          <Button icon="refresh" onClick={() => this.setState({ error: undefined })}>
            {words.retry}
          </Button>
        }
      >
        {words.errorUnknown}
      </EmptyState>
    )
  }
}
