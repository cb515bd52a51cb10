import type { Recording } from '../recordings.ts'

/** One comparison of this package with what a real chain answered. */
export interface RecordedCheck {
  readonly name: string
  /** What differs, one line each; none when all is the same. `compared` says how much there was to compare. */
  run(recordings: readonly Recording[]): Promise<{ readonly compared: number; readonly differences: readonly string[] }>
}

/** A result of a recorded answer, where it was one and an object. */
export function resultOf({ response }: Recording): Readonly<Record<string, unknown>> | undefined {
  const { result } = response as { readonly result?: unknown }
  return typeof result === 'object' && result !== null ? (result as Readonly<Record<string, unknown>>) : undefined
}

/** The error of a recorded answer, if it was one. */
export function errorOf({ response }: Recording): unknown {
  return (response as { readonly error?: unknown }).error
}

/** Runs one comparison for each item; what it throws is a difference as well. */
export async function compareEach<Item extends { readonly file: string }>(
  items: readonly Item[],
  compare: (item: Item) => Promise<readonly (string | false)[]>,
): Promise<{ readonly compared: number; readonly differences: readonly string[] }> {
  const differences: string[] = []
  for (const item of items) {
    try {
      for (const found of await compare(item)) if (found !== false) differences.push(`${item.file}: ${found}`)
    } catch (error) {
      differences.push(`${item.file}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  return { compared: items.length, differences }
}

/** Each hexadecimal text with its last digit changed: what somebody might change in a header or receipt. */
export function flipped<Text extends string>(text: Text): Text {
  const last = text.at(-1) === '0' ? '1' : '0'
  return `${text.slice(0, -1)}${last}` as Text
}
