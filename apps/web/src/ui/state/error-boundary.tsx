import { Button, Stack } from '@mantine/core'
import { Component, type ReactNode } from 'react'
import { ErrorState } from './states.tsx'
import { useStateWords } from './words.ts'

interface Props {
  readonly children: ReactNode
  /** When it changes, what is inside is tried again: the path of the page. */
  readonly resetKey?: string
}

interface State {
  readonly error?: unknown
  readonly resetKey?: string | undefined
}

/** Keeps a fault of a page to the page: navigation goes on working. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {}

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  static getDerivedStateFromProps({ resetKey }: Props, state: State): State | null {
    return resetKey === state.resetKey ? null : { error: undefined, resetKey }
  }

  override render(): ReactNode {
    return this.state.error === undefined ? this.props.children : <BrokenPage error={this.state.error} />
  }
}

/** Shown in the place of a page that broke. */
export function BrokenPage({ error }: { readonly error: unknown }) {
  const words = useStateWords()
  return (
    <Stack align="flex-start" p="md">
      <ErrorState error={error} />
      <Button onClick={() => location.reload()}>{words.reload}</Button>
    </Stack>
  )
}
