import type { QueryClient } from '@tanstack/react-query'
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router'
import type { Page } from '../core/pages/page.ts'
import { paths } from '../core/paths.ts'
import { may, sessionQuery, useSession } from '../core/session/session.ts'
import { BrokenPage } from '../ui/state/error-boundary.tsx'
import { LoadingState } from '../ui/state/states.tsx'
import { ForbiddenPage, NotFoundPage } from './missing-page.tsx'
import { pages } from './pages.ts'

interface Context {
  readonly queryClient: QueryClient
}

const rootRoute = createRootRouteWithContext<Context>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
})

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.signIn,
  validateSearch: ({ to }: Record<string, unknown>): { to?: string } =>
    // Only to a page of our own: a link must not lead somebody who has just signed in elsewhere.
    typeof to === 'string' && /^\/(?!\/)/.test(to) ? { to } : {},
  component: lazyRouteComponent(() => import('../features/session/sign-in-page.tsx')),
})

/** Everything that is for those who are signed in. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  async beforeLoad({ context, location }) {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session === null) {
      throw redirect({ to: paths.signIn, search: location.href === '/' ? {} : { to: location.href } })
    }
    if (session.mustChangePassword && location.pathname !== paths.password) throw redirect({ to: paths.password })
  },
  component: lazyRouteComponent(() => import('./shell/shell.tsx')),
})

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    readonly page?: Page
  }
}

function routeOf(page: Page) {
  return createRoute({
    getParentRoute: () => shellRoute,
    path: page.path,
    staticData: { page },
    component: lazyRouteComponent(async () => {
      const { default: Content } = await page.load()
      return { default: guarded(page, Content) }
    }),
  })
}

/** A page for everybody stands by itself: there may be nobody to make the frame for. */
function publicRouteOf(page: Page) {
  return createRoute({
    getParentRoute: () => rootRoute,
    path: page.path,
    staticData: { page },
    component: lazyRouteComponent(page.load),
  })
}

/** Whoever may not see a page is told so in its place. */
function guarded({ access }: Page, Content: React.ComponentType) {
  return function GuardedPage() {
    const session = useSession()
    return access === undefined || may(session, access) ? <Content /> : <ForbiddenPage />
  }
}

const isPublic = ({ access }: Page): boolean => access === 'public'

/** An address without a page is told within the frame, from where other pages can be found. */
const missingRoute = createRoute({ getParentRoute: () => shellRoute, path: '$', component: NotFoundPage })

/** Makes the router of the application. */
export function createAppRouter(queryClient: QueryClient) {
  return createRouter({
    routeTree: rootRoute.addChildren([
      signInRoute,
      ...pages.filter(isPublic).map(publicRouteOf),
      shellRoute.addChildren([...pages.filter((page) => !isPublic(page)).map(routeOf), missingRoute]),
    ]),
    context: { queryClient },
    scrollRestoration: true,
    defaultPreload: 'intent',
    defaultPendingComponent: LoadingState,
    defaultErrorComponent: BrokenPage,
  })
}
