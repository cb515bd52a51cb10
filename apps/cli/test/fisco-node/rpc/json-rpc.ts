import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Refusal } from './refusal.ts'

/** Answers one call. */
export type Answerer = (method: string, params: readonly unknown[]) => Promise<unknown>

/** A port of a node, which can be down for a while. */
export interface Port {
  readonly url: string
  /** Breaks what is connected, and lets nobody in any more. */
  stop(): Promise<void>
  /** Listens again where it did. */
  start(): Promise<void>
}

/** The engine's own bound on one message of the Web3 RPC. */
const batchLimit = 8

const failed = (code: number, message: string) => ({ id: null, jsonrpc: '2.0', error: { code, message } })

/** Opens a port on loopback. */
export async function openPort(answer: Answerer): Promise<Port> {
  let server: Server | undefined
  let port = 0
  const start = async (): Promise<void> => {
    const opened = createServer(async (request, response) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk as Buffer)
      const body = JSON.stringify(await answerBody(answer, Buffer.concat(chunks).toString()))
      response.writeHead(200, { 'content-type': 'application/json' }).end(body)
    })
    await new Promise<void>((resolve) => opened.listen(port, '127.0.0.1', resolve))
    port = (opened.address() as AddressInfo).port
    server = opened
  }
  await start()
  return {
    url: `http://127.0.0.1:${port}`,
    start,
    async stop() {
      const closing = server
      server = undefined
      closing?.closeAllConnections()
      if (closing) await new Promise((resolve) => closing.close(resolve))
    },
  }
}

type Call = Readonly<Record<string, unknown>>

async function answerBody(answer: Answerer, text: string): Promise<unknown> {
  let given: Call | readonly Call[]
  try {
    given = JSON.parse(text)
  } catch {
    return failed(-32_600, 'Parse json failed')
  }
  if (!Array.isArray(given)) return answerOne(answer, given as Call)
  if (given.length === 0) return failed(-32_600, 'The request array is empty')
  if (given.length > batchLimit) return failed(-32_600, 'The requested array size exceeds the limit')
  const answers = await Promise.all(given.map((one) => answerOne(answer, one)))
  // A batch of one is answered by an object.
  return answers.length === 1 ? answers[0] : answers
}

async function answerOne(answer: Answerer, call: Call): Promise<object> {
  const { id = null, method = '', params = [], jsonrpc: _, ...unknown } = call
  if (Object.keys(unknown).length > 0) return { ...failed(-32_600, 'Invalid request'), id }
  try {
    return { id, jsonrpc: '2.0', result: (await answer(String(method), params as readonly unknown[])) ?? null }
  } catch (error) {
    if (error instanceof Refusal) return { id, jsonrpc: '2.0', error: error.error }
    const words = error instanceof Error ? error.message : String(error)
    return { id, jsonrpc: '2.0', error: { code: -32_603, message: words } }
  }
}
