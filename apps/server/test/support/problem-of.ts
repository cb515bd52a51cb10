import { ApiError, type Problem } from '@theriac/api'

/** The problem that a call is answered with; a success is none. */
export async function problemOf(call: Promise<unknown>): Promise<Problem> {
  try {
    await call
  } catch (error) {
    if (error instanceof ApiError) return error.problem
    throw error
  }
  throw new Error('The call was answered with a success')
}
