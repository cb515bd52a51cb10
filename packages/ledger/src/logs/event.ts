import { allEventsAbi } from '@theriac/contracts'
import { type AbiEvent, decodeEventLog, type Hex, toEventSelector } from 'viem'

/** Names of all events of the contracts. */
export type EventName = (typeof allEventsAbi)[number]['name']

/** What an event says. */
export interface DecodedEvent {
  readonly name: EventName
  readonly args: Readonly<Record<string, unknown>>
}

const byTopic: ReadonlyMap<Hex, (typeof allEventsAbi)[number]> = new Map(
  allEventsAbi.map((event) => [toEventSelector(event as AbiEvent), event]),
)

/** First topic of an event of the contracts. */
export function topicOfEvent(name: EventName): Hex {
  for (const [topic, event] of byTopic) if (event.name === name) return topic
  throw new TypeError(`No event ${name}`)
}

/** Decodes a log entry by all events of the contracts; undefined where it is none of them, or malformed. */
export function decodeEvent({
  topics,
  data,
}: {
  readonly topics: readonly Hex[]
  readonly data: Hex
}): DecodedEvent | undefined {
  const [topic] = topics
  const event = topic && byTopic.get(topic)
  if (!event) return undefined
  try {
    const abi: readonly AbiEvent[] = [event as AbiEvent]
    const { args } = decodeEventLog({ abi, topics: topics as [Hex, ...Hex[]], data })
    return { name: event.name, args: (args ?? {}) as unknown as Record<string, unknown> }
  } catch {
    return undefined
  }
}
