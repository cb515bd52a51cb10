import type { Client, Inspection, RecordDocument, recordKinds } from '@theriac/api'
import type { IsoDate } from '@theriac/gs1'
import { useRules } from '../../../ui/form/rules.ts'
import { useRecordFormWords } from './form-words.ts'

export type RecordKind = (typeof recordKinds)[number]
type Body = Parameters<Client['records']['amend']>[0]['body']
/** What is said in a record, as the API takes it. */
export type Statement = Pick<Body, 'content' | 'eventTime' | 'inspection'>

/** What is said in a record, as a form has it. */
export interface StatementValues {
  content: string
  /** `2026-11-27T10:00`, in the reader's time zone. */
  eventTime: string
  day: string
  outcome: string
  critical: number | string
  major: number | string
  other: number | string
}

/** What the field of an instant takes: local, to the minute. */
function localMinute(instant: Date): string {
  return new Date(instant.getTime() - instant.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

/** Values of a form for what a document says; for none, those of a new record. */
export function valuesOf(document?: RecordDocument): StatementValues {
  const { content = '', eventTime, inspection } = document ?? { eventTime: new Date().toISOString() }
  return {
    content: typeof content === 'string' ? content : JSON.stringify(content, undefined, 2),
    eventTime: eventTime === undefined ? '' : localMinute(new Date(eventTime)),
    day: inspection?.day ?? '',
    outcome: inspection?.outcome ?? '',
    critical: inspection?.critical ?? 0,
    major: inspection?.major ?? 0,
    other: inspection?.other ?? 0,
  }
}

/** @param isStructured - the content is JSON, as a machine wrote it */
export function statementOf(values: StatementValues, kind: RecordKind, isStructured: boolean): Statement {
  const { content, eventTime, day, outcome, critical, major, other } = values
  return {
    content: isStructured ? (JSON.parse(content) as Record<string, unknown>) : content.trim(),
    ...(eventTime === '' ? {} : { eventTime: new Date(eventTime).toISOString().replace('.000Z', 'Z') }),
    ...(kind === 'inspection'
      ? {
          inspection: {
            day: day as IsoDate,
            outcome: outcome as Inspection['outcome'],
            critical: Number(critical),
            major: Number(major),
            other: Number(other),
          },
        }
      : {}),
  }
}

/** Rules for the fields of what is said. */
export function useStatementRules(kindOf: (values: Record<string, unknown>) => RecordKind, isStructured: boolean) {
  const rules = useRules()
  const words = useRecordFormWords()
  const ofInspection =
    (rule: (value: unknown) => string | null) =>
    (value: unknown, values: Record<string, unknown>): string | null =>
      kindOf(values) === 'inspection' ? rule(value) : null
  return {
    content: (value: string) => rules.required(value) ?? (isStructured && !isObject(value) ? words.notJson : null),
    eventTime: (value: string) => (value !== '' && new Date(value).getTime() > Date.now() ? words.future : null),
    day: ofInspection(rules.all(rules.required, rules.day)),
    outcome: ofInspection(rules.required),
  }
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false
  }
}
