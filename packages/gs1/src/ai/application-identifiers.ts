import type { CharacterType } from '../character-set.ts'
import { type ContentRule, isContentRule } from './content-rules.ts'
import { AI_ROWS, type AiRow } from './table.ts'

/** One part of an AI's value. Parts follow each other without anything between; only the last varies in length. */
export interface AiComponent {
  readonly type: CharacterType
  readonly minLength: number
  readonly maxLength: number
  readonly optional: boolean
  readonly rules: readonly ContentRule[]
}

/** One application identifier. */
export interface ApplicationIdentifier {
  readonly ai: string
  /** The data title, which is printed beside the symbol. */
  readonly title: string
  readonly components: readonly AiComponent[]
  readonly minLength: number
  readonly maxLength: number
  /** Whether FNC1 must follow unless this is the last element. */
  readonly fnc1Required: boolean
  /** Alternatives of AI patterns (`n` is any digit) of which one must be there too; empty when none is needed. */
  readonly needs: readonly (readonly string[])[]
  /** AI patterns that mustn't be there. */
  readonly excludes: readonly string[]
  /** For a primary key of a Digital Link: alternatives of qualifiers in their order. */
  readonly linkQualifiers?: readonly (readonly string[])[]
  /** Whether a Digital Link may carry it in its query. */
  readonly linkAttribute: boolean
}

/** First two digits of the AIs of pre-defined length (GS1 General Specifications figure 7.8.5-2). */
const PREDEFINED_LENGTH = /^(0[0-4]|1[1-9]|20|3[1-6]|41)/

function parseComponent(text: string): AiComponent {
  const optional = text.endsWith('?')
  const [shape = '', ...rules] = (optional ? text.slice(0, -1) : text).split(':')
  const match = /^([NXYZ])(\.\.)?([0-9]+)$/.exec(shape)
  if (!match || !rules.every(isContentRule)) throw new Error(`malformed component in the AI table: ${text}`)
  const maxLength = Number(match[3])
  return { type: match[1] as CharacterType, minLength: match[2] ? 1 : maxLength, maxLength, optional, rules }
}

function words(text: string | undefined, separator: string): readonly string[] {
  return text ? text.split(separator) : []
}

function expand(row: AiRow): ApplicationIdentifier[] {
  const components = row.format.split('+').map(parseComponent)
  const needed = components.filter((component) => !component.optional)
  const shared = {
    title: row.title,
    components,
    minLength: needed.reduce((sum, component) => sum + component.minLength, 0),
    maxLength: components.reduce((sum, component) => sum + component.maxLength, 0),
    fnc1Required: !PREDEFINED_LENGTH.test(row.ai),
    needs: words(row.needs, ' ').map((alternative) => alternative.split('+')),
    excludes: words(row.excludes, ' '),
    linkAttribute: row.pathOnly !== true,
    ...(row.qualifiers === undefined
      ? {}
      : { linkQualifiers: row.qualifiers.split('|').map((sequence) => words(sequence, ' ')) }),
  }
  if (row.last === undefined) return [{ ai: row.ai, ...shared }]
  return Array.from({ length: row.last + 1 }, (_, digit) => ({ ai: row.ai.replace('n', String(digit)), ...shared }))
}

/** All application identifiers by their digits. */
export const APPLICATION_IDENTIFIERS: ReadonlyMap<string, ApplicationIdentifier> = new Map(
  AI_ROWS.flatMap(expand).map((entry) => [entry.ai, entry]),
)

/** The application identifier that `text` has at `position`: no AI is the beginning of another, so there is at most one. */
export function applicationIdentifierAt(text: string, position: number): ApplicationIdentifier | undefined {
  for (let length = 2; length <= 4; length++) {
    const found = APPLICATION_IDENTIFIERS.get(text.slice(position, position + length))
    if (found) return found
  }
  return undefined
}

/** Whether an AI is one of a pattern such as `31nn`. */
export function matchesAi(pattern: string, ai: string): boolean {
  if (pattern.length !== ai.length) return false
  return [...pattern].every((character, index) => character === 'n' || character === ai[index])
}
