import type { verificationRoutes } from '@theriac/api'
import type { Db } from '@theriac/read-model'
import { raiseAlert } from '../alerts/raise.ts'
import type { Handlers } from '../http/handler.ts'
import { invalidField } from '../problem-error.ts'
import type { Facts } from '../verification/facts.ts'
import { type Asked, verify } from '../verification/verify.ts'
import { verificationAnswer } from '../verification/wire.ts'

/** What verifications work with. */
export interface VerificationDeps {
  readonly db: Db
  readonly facts: Facts
  /** Unix milliseconds. */
  readonly clock: () => number
  /** Told when an alert was raised. */
  readonly raised?: () => void
}

export function createVerificationHandlers(deps: VerificationDeps): Handlers<typeof verificationRoutes> {
  const { db, facts, clock, raised } = deps
  return {
    async verify({ body, caller }) {
      const now = clock()
      const asked = askedOf(body)
      const found = await verify(facts, asked, { asker: caller.gln, now })
      if (!found.ok) throw invalidField('/scan', found.rule, found.detail)
      const { due } = found.judgement
      if (!due) return verificationAnswer(found, undefined, now)
      const { gtin, serial, lot, expiry } = found.question
      const id = await db.transaction((tx) =>
        raiseAlert(tx, {
          ...due,
          gln: caller.gln,
          accountId: caller.accountId,
          gtin,
          serial,
          ...(lot === undefined ? {} : { lotNumber: lot }),
          ...(expiry === undefined ? {} : { expiry }),
          ...('scan' in asked ? { scan: asked.scan } : {}),
          now,
        }),
      )
      raised?.()
      return verificationAnswer(found, id, now)
    },
  }
}

type Body = Parameters<Handlers<typeof verificationRoutes>['verify']>[0]['body']

function askedOf({ scan, gtin, serial, lot, expiry }: Body): Asked {
  if (scan !== undefined) {
    const beside = { gtin, serial, lot, expiry }
    const [extra] = Object.entries(beside).find(([, value]) => value !== undefined) ?? []
    if (extra) throw invalidField(`/${extra}`, 'beside', 'A scan says all by itself: give it alone')
    return { scan }
  }
  if (gtin === undefined) throw invalidField('/gtin', 'required', 'Give a scan, or GTIN and serial')
  if (serial === undefined) throw invalidField('/serial', 'required', 'Give a scan, or GTIN and serial')
  return {
    elements: { gtin, serial, ...(lot === undefined ? {} : { lot }), ...(expiry === undefined ? {} : { expiry }) },
  }
}
