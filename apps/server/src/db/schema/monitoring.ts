import type { ChainAlertRule, ChainMeasure } from '@theriac/api'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  doublePrecision,
  index,
  integer,
  jsonb,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import { appSchema } from './tables.ts'

/** What the engine says of one of its nodes, as far as it is watched. */
export interface SampledNode {
  readonly address: string
  readonly isDown: boolean
  /** Of the newest blocks; undefined where the node does not seal, or nobody tells. */
  readonly missed?: number
}

/** A certificate that the settings name, and in how many days it runs out; undefined where its file cannot be read. */
export interface SampledCertificate {
  readonly file: string
  readonly days?: number
}

/** How chain and server did at a moment. Kept for 15 days; `sample_hours` has them for good. */
export const samples = appSchema.table('samples', {
  /** Unix milliseconds. */
  time: bigint({ mode: 'number' }).primaryKey(),
  /** Whether this server's node did; without it nothing of the chain is known. */
  answers: boolean().notNull(),
  /** View of the consensus at this server's node. */
  view: bigint({ mode: 'number' }),
  /** The newest block that the read model had. */
  indexed: bigint({ mode: 'number' }).notNull(),
  /** By name; what nobody could tell is absent. */
  measures: jsonb().$type<Partial<Record<ChainMeasure, number>>>().notNull(),
  nodes: jsonb().$type<readonly SampledNode[]>().notNull(),
  certificates: jsonb().$type<readonly SampledCertificate[]>().notNull(),
})

/** A measure over an hour. */
export const sampleHours = appSchema.table(
  'sample_hours',
  {
    measure: text().$type<ChainMeasure>().notNull(),
    /** Its beginning, Unix milliseconds. */
    hour: bigint({ mode: 'number' }).notNull(),
    min: doublePrecision().notNull(),
    avg: doublePrecision().notNull(),
    max: doublePrecision().notNull(),
    /** Samples that told it. */
    count: integer().notNull(),
  },
  (table) => [primaryKey({ columns: [table.measure, table.hour] })],
)

/** What was found to be wrong with the chain or this server. */
export const chainAlerts = appSchema.table(
  'chain_alerts',
  {
    id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    rule: text().$type<ChainAlertRule>().notNull(),
    /** Account of the node, file of the certificate; empty for this server itself. */
    subject: text().notNull(),
    /** What people called it when it was found. */
    name: text(),
    /** Then, in the unit of the rule. */
    value: doublePrecision().notNull(),
    threshold: doublePrecision().notNull(),
    /** Unix milliseconds. */
    raisedAt: bigint('raised_at', { mode: 'number' }).notNull(),
    clearedAt: bigint('cleared_at', { mode: 'number' }),
    cleared: text().$type<'over' | 'switched_off'>(),
  },
  (table) => [
    uniqueIndex('chain_alerts_open').on(table.rule, table.subject).where(sql`cleared_at is null`),
    index('chain_alerts_cleared').on(table.clearedAt),
  ],
)

/** Rules that somebody changed. */
export const chainRules = appSchema.table('chain_rules', {
  rule: text().$type<ChainAlertRule>().primaryKey(),
  enabled: boolean().notNull(),
  threshold: doublePrecision().notNull(),
  changedBy: text('changed_by').notNull(),
  changedAt: bigint('changed_at', { mode: 'number' }).notNull(),
})
