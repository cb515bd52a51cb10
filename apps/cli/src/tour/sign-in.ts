import { type Client, createClient, csrfHeader } from '@theriac/api'

/** Longest that a call waits for the ledger. */
const waitSeconds = 60
const preferences = { prefer: `wait=${waitSeconds}` }

/** A client as a browser is: signed in with a password, known by its cookie. Jobs are settled when a call resolves. */
export async function signIn(baseUrl: string, name: string, password: string): Promise<Client> {
  let cookie: string | undefined
  let csrfToken: string | undefined
  const client = createClient({
    baseUrl,
    headers: () => ({
      ...preferences,
      ...(cookie === undefined ? {} : { cookie }),
      ...(csrfToken === undefined ? {} : { [csrfHeader]: csrfToken }),
    }),
    async fetch(input, init) {
      const response = await fetch(input, init)
      const set = response.headers.get('set-cookie')
      if (set) [cookie] = set.split(';', 1)
      return response
    },
  })
  const session = await client.sessions.signIn({ body: { name, password } })
  csrfToken = session.csrfToken
  return client
}

/** A client as a machine is: known by its API token. */
export const withToken = (baseUrl: string, token: string): Client =>
  createClient({ baseUrl, token, headers: () => preferences })

/** A client that nobody is signed in with. */
export const asAnybody = (baseUrl: string): Client => createClient({ baseUrl, headers: () => preferences })
