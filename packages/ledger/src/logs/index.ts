export { type DecodedEvent, decodeEvent, type EventName, topicOfEvent } from './event.ts'
export type { LogFilter } from './filter.ts'
export { type Log, type LogPage, type ReadLogsOptions, readLogs } from './read-logs.ts'
