/** What the server must do for a call beside sending its answer. */
export interface CallNotes {
  /** The browser is to keep this value, or to forget the one that it has. */
  setCookie(call: object, cookie: { readonly value: string; readonly maxAgeSeconds: number } | 'forget'): void
  /** Header `User-Agent` of the call, noted before its handler runs. */
  setUserAgent(call: object, userAgent: string | undefined): void
  userAgentOf(call: object): string
  /** Whom a call without a caller concerns: goes into the operator log. */
  setConcerned(call: object, account: { readonly accountId: string; readonly gln: string }): void
  /**
   * The `Set-Cookie` header of the call's answer, if it has one.
   *
   * @param secure - the browser is to send it over TLS alone: set it wherever it came over TLS
   */
  cookieOf(call: object, secure: boolean): string | undefined
  concernedBy(call: object): { readonly accountId: string; readonly gln: string } | undefined
}

/** A browser says what it likes. */
const mostUserAgent = 300

/**
 * Notes on calls, kept as long as the call is. A handler writes them; who sends the answer reads them.
 *
 * @param sessionCookie - name of the cookie that a session comes with
 */
export function createCallNotes(sessionCookie: string): CallNotes {
  const cookies = new WeakMap<object, { readonly value: string; readonly maxAgeSeconds: number }>()
  const concerned = new WeakMap<object, { readonly accountId: string; readonly gln: string }>()
  const userAgents = new WeakMap<object, string>()
  return {
    setCookie: (call, cookie) => void cookies.set(call, cookie === 'forget' ? { value: '', maxAgeSeconds: 0 } : cookie),
    setUserAgent: (call, userAgent = '') => void userAgents.set(call, userAgent.slice(0, mostUserAgent)),
    userAgentOf: (call) => userAgents.get(call) ?? '',
    setConcerned: (call, account) => void concerned.set(call, account),
    cookieOf(call, secure) {
      const cookie = cookies.get(call)
      if (!cookie) return undefined
      // Strict: no other site can make the browser send it along.
      const attributes = ['HttpOnly', 'SameSite=Strict', 'Path=/', `Max-Age=${cookie.maxAgeSeconds}`]
      return [`${sessionCookie}=${cookie.value}`, ...attributes, ...(secure ? ['Secure'] : [])].join('; ')
    },
    concernedBy: (call) => concerned.get(call),
  }
}
