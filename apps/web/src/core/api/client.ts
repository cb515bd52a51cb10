import { type Client, createClient, csrfHeader } from '@theriac/api'

/** What a browser's session sends with every change; known since somebody signed in. */
let csrfToken: string | undefined

/** Keeps the token of the session. */
export function setCsrfToken(token: string | undefined): void {
  csrfToken = token
}

const listeners = new Set<() => void>()

/** Tells when the server does not know the session any more. Gives the function that ends it. */
export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

async function watchedFetch(...[input, init]: Parameters<typeof fetch>): Promise<Response> {
  const response = await fetch(input, init)
  const isSignIn = String(input).endsWith('/session')
  if (response.status === 401 && !isSignIn) for (const listener of listeners) listener()
  return response
}

/** The client of the API with the session of this browser. */
export const client: Client = createClient({
  fetch: watchedFetch,
  headers: (): Record<string, string> => (csrfToken === undefined ? {} : { [csrfHeader]: csrfToken }),
})
