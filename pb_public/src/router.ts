import { createRouter, createWebHistory, type NavigationGuardReturn, type RouteComponent, type RouteLocationNormalized, type RouteRecordRaw, type Router } from 'vue-router'
import { deskStart, isMember, isStaff, signedIn } from '@/api/session'
import { expectHeading } from '@/lib/focus'
import { setTitle } from '@/lib/title'
import { inTurns, shown } from '@/lib/turns'
import { has, loadWords, t } from '@/words'
import { pages } from './pages'
import routes from './routes.json'

type Who = 'visitor' | 'member' | 'staff'
declare module 'vue-router' {
  interface RouteMeta { who: Who; title: string }
}

const missing = (): Promise<RouteComponent> => import('./pages/visit/NotFoundPage.vue')

const records: RouteRecordRaw[] = routes.map((route) => ({
  name: route.name,
  path: route.path,
  component: pages[route.name] ?? missing,
  meta: { who: route.who as Who, title: route.title },
}))

/** The way from addresses to pages; `makeRouter` has made it before anything else asks for it. */
export let router: Router

/** Makes the router: a tenth of a second of work on a cheap phone, so in turns. */
export async function makeRouter(): Promise<Router> {
  router = createRouter({
    history: createWebHistory(),
    routes: [{ path: '/:rest(.*)*', name: 'not-found', component: missing, meta: { who: 'visitor', title: 'page.not-found' } }],
    async scrollBehavior(to, from, saved) {
      if (saved) {
        const { reaches } = await import('@/lib/scroll')
        return (await reaches(saved.top)) ? saved : false
      }
      return to.path === from.path && to.query.page === from.query.page ? false : { top: 0 }
    },
  })
  const rest = inTurns()
  for (const record of records) {
    router.addRoute(record)
    await rest()
  }
  router.beforeEach(guard)
  let first = true
  router.afterEach((to, from) => {
    if (to.path !== from.path || first) setTitle(has(to.meta.title) ? t(to.meta.title) : '')
    if (!first && to.path !== from.path) expectHeading()
    first = false
  })
  return router
}

// A courtesy: the server decides what anybody may see.
async function guard(to: RouteLocationNormalized, from: RouteLocationNormalized): Promise<NavigationGuardReturn> {
  if (from.matched.length) await shown()
  const who = to.meta.who
  const welcome = who === 'visitor' || (who === 'member' && (isMember.value || (isStaff.value && (to.name === 'me' || to.name === 'compare' || to.name === 'me-notifications')))) || (who === 'staff' && isStaff.value)
  if (welcome) {
    if (who !== 'visitor' || to.path.startsWith('/staff/')) await loadWords(true)
    return true
  }
  if (signedIn.value) return isStaff.value ? deskStart() : '/me'
  return { name: 'sign-in', query: { next: to.fullPath, ...(who === 'staff' ? { staff: '1' } : {}) } }
}
