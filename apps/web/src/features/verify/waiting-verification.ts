import type { Verification } from '@theriac/api'
import { lazy } from 'react'
import { client } from '../../core/api/client.ts'
import { defineWaitingKind } from '../../core/offline/waiting-kind.ts'
import { toneOf } from './tone.ts'

/** A scan that waits for the network to be verified: what it says then is what is true then. */
export const waitingVerification = defineWaitingKind<{ readonly scan: string }, Verification>({
  id: 'verify',
  title: { en: 'Verification', zh: '核验' },
  send: (body, idempotencyKey) => client.verification.verify({ body, idempotencyKey }),
  toneOf,
  Result: lazy(() => import('./waited-answer.tsx')),
})
