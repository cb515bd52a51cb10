import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** A way to a node that can be cut. */
export interface Cuttable {
  readonly url: string
  /** Breaks what is connected, and lets nobody in any more. */
  cut(): void
  close(): Promise<void>
}

/** Opens one on loopback: what comes in goes on to the URL's host and port, byte for byte. */
export async function openCuttable(to: string): Promise<Cuttable> {
  const { hostname, port, pathname } = new URL(to)
  const sockets = new Set<Socket>()
  let isCut = false
  const server = createServer((incoming) => {
    if (isCut) return void incoming.destroy()
    const outgoing = connect(Number(port || 80), hostname)
    for (const socket of [incoming, outgoing]) {
      sockets.add(socket)
      socket.on('error', () => socket.destroy())
      socket.on('close', () => {
        sockets.delete(socket)
        incoming.destroy()
        outgoing.destroy()
      })
    }
    incoming.pipe(outgoing).pipe(incoming)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${pathname}`,
    cut() {
      isCut = true
      for (const socket of sockets) socket.destroy()
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
