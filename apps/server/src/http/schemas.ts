import { JobSchema, type Route } from '@theriac/api'
import Type, { type TSchema } from 'typebox'

/** What a success of the route looks like; of a job's, the job with its result. */
export function answerSchema(route: Route): TSchema {
  if (route.kind !== 'job') return route.answer ?? Type.Null()
  if (!route.answer) return JobSchema
  return Type.Object({ ...JobSchema.properties, result: route.answer })
}
