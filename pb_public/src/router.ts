import { createRouter, createWebHistory, type RouteComponent, type RouteRecordRaw } from 'vue-router'
import { deskStart, isMember, isStaff, signedIn } from '@/api/session'
import { expectHeading } from '@/lib/focus'
import { setTitle } from '@/lib/title'
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

export const router = createRouter({
  history: createWebHistory(),
  routes: [...records, { path: '/:rest(.*)*', name: 'not-found', component: missing, meta: { who: 'visitor', title: 'page.not-found' } }],
  scrollBehavior(to, from, saved) {
    if (saved) return saved
    return to.path === from.path && to.query.page === from.query.page ? false : { top: 0 }
  },
})

// A courtesy, not a guard: the server decides what anybody may see.
router.beforeEach(async (to) => {
  const who = to.meta.who
  const welcome = who === 'visitor' || (who === 'member' && (isMember.value || (isStaff.value && (to.name === 'me' || to.name === 'compare' || to.name === 'me-notifications')))) || (who === 'staff' && isStaff.value)
  if (welcome) {
    if (who !== 'visitor' || to.path.startsWith('/staff/')) await loadWords(true)
    return true
  }
  if (signedIn.value) return isStaff.value ? deskStart() : '/me'
  return { name: 'sign-in', query: { next: to.fullPath, ...(who === 'staff' ? { staff: '1' } : {}) } }
})

let first = true
router.afterEach((to, from) => {
  if (to.path !== from.path || first) setTitle(has(to.meta.title) ? t(to.meta.title) : '')
  if (!first && to.path !== from.path) expectHeading()
  first = false
})
