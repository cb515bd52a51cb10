import type { Answer, packingRoutes } from '@theriac/api'

/** A container with what is in it. */
export type ContainerDetail = Answer<(typeof packingRoutes)['find']>
