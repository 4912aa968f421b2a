import type { Browser } from 'playwright-core'
import PocketBase, { type RecordModel } from 'pocketbase'
import routes from '../src/routes.json'
import { pages } from '../src/words/zh-CN/pages'
import { desk, visit, type Visit } from './browser'
import { signIn, signInStaff } from './people'
import type { Server } from './server'

export type Who = 'visitor' | 'worker' | 'org' | 'staff'

/** A page of the portal as somebody may open it: the address, and the words that must stand in its title ('' = its own h1). */
export interface Stop { name: string; path: string; title: string }

/** The accounts of the demo county that open the pages of each kind. */
export const accounts: Record<Exclude<Who, 'visitor'>, { kind: 'members' | 'staff'; email: string }> = {
  worker: { kind: 'members', email: 'worker@demo.example' },
  org: { kind: 'members', email: 'org@demo.example' },
  staff: { kind: 'staff', email: 'staff@demo.example' },
}

/** Somebody of the demo county, signed in at the API. */
export async function demoAccount(server: Server, who: Exclude<Who, 'visitor'>): Promise<PocketBase> {
  const pb = new PocketBase(server.url)
  pb.autoCancellation(false)
  await pb.collection(accounts[who].kind).authWithPassword<RecordModel>(accounts[who].email, server.password)
  return pb
}

/** Every route of the portal with an address that exists in the demo county, by who opens it. */
export async function everyRoute(server: Server): Promise<Record<Who, Stop[]>> {
  const ids = await idsOf(server)
  const stops: Record<Who, Stop[]> = { visitor: [], worker: [], org: [], staff: [] }
  for (const route of routes) {
    const path = route.path.replace(':id', ids[route.name] ?? '')
    if (path.endsWith('/') && path !== '/') throw new Error(`no record for ${route.name}`)
    const record = route.path.includes(':id') && (route.who === 'visitor' || ['me-docking', 'staff-case'].includes(route.name))
    const stop = { name: route.name, path, title: record ? '' : pages[route.title as keyof typeof pages] }
    stops[whoOpens(route.name, route.who)].push(stop)
  }
  return stops
}

function whoOpens(name: string, who: string): Who {
  if (who === 'visitor') return 'visitor'
  if (who === 'staff') return 'staff'
  return ['me-worker', 'me-team', 'me-service', 'publish-offer', 'publish-offer-edit'].includes(name) ? 'worker' : 'org'
}

/** Steps and lists that an address alone does not show. */
export function inside(who: Who, stops: readonly Stop[]): Stop[] {
  const under = (path: string, query: string, names: string[], title: string): Stop[] =>
    names.map((one) => ({ name: one, path: `${path}?${query}=${one}`, title }))
  const edit = (name: string): string => stops.find((one) => one.name === name)?.path ?? ''
  switch (who) {
    case 'staff': return [{ name: 'me', path: '/me', title: '我的主页' }, ...under('/staff/review', 'list', ['accounts', 'orgs', 'workers', 'joins'], '审核台')]
    case 'org': return under(edit('publish-need-edit'), 'step', ['kind', 'what', 'detail', 'goal', 'fields', 'terms', 'open'], '发布需求')
    case 'worker': return [{ name: 'me', path: '/me', title: '我的主页' }, ...under(edit('publish-offer-edit'), 'step', ['what', 'fields', 'price'], '发布所能')]
    default: return [
      { name: 'search', path: `/offers?q=${encodeURIComponent('柑橘')}&sort=relevance`, title: '所能大厅' },
      { name: 'nothing', path: `/needs?q=${encodeURIComponent('空间站')}`, title: '需求大厅' },
      { name: 'staff-sign-in', path: '/sign-in?staff=1', title: '登录' },
      { name: 'gone', path: '/needs/nosuchneed00000', title: '需求详情' },
      { name: 'missing', path: '/no-such-page', title: '没有这个页面' },
    ]
  }
}

/** A window in which that person of the demo county is signed in. */
export async function enter(browser: Browser, server: Server, who: Who, viewport = desk): Promise<Visit> {
  const one = await visit(browser, viewport)
  if (who === 'staff') await signInStaff(one.page, server.url, { email: accounts.staff.email, password: server.password })
  else if (who !== 'visitor') await signIn(one.page, server.url, accounts[who].email, server.password, '/me')
  return one
}

/** A docking of the org's, as far on as there is one; where there is none, the org says that it is interested in its best match. */
async function dockingOf(org: PocketBase): Promise<string> {
  const { items } = await org.send('/api/portal/dockings?box=all&per_page=50', {})
  const far = ['completed', 'underway', 'agreed', 'negotiating']
  const rank = (one: { state: string }): number => (far.includes(one.state) ? far.indexOf(one.state) : far.length)
  const known = [...items].sort((a, b) => rank(a) - rank(b))[0]
  if (known) return known.id
  const { for_needs: [match] } = await org.send('/api/portal/me/matches', {})
  return (await org.send('/api/portal/dockings', { method: 'POST', body: { need: match.need.id, offer: match.offer.id } })).id
}

async function idsOf(server: Server): Promise<Record<string, string>> {
  const visitor = new PocketBase(server.url)
  const first = async (list: string): Promise<string> => (await visitor.send(`/api/portal/${list}?per_page=1`, {})).items[0]?.id ?? ''
  const needs = await visitor.send('/api/portal/needs?per_page=50', {})
  const [worker, org, staff] = await Promise.all([demoAccount(server, 'worker'), demoAccount(server, 'org'), demoAccount(server, 'staff')])
  const postings = { worker: await worker.send('/api/portal/me/postings', {}), org: await org.send('/api/portal/me/postings', {}) }
  const docking = await dockingOf(org)
  return {
    need: needs.items[0].id,
    offer: await first('offers'),
    worker: await first('workers'),
    team: await first('teams'),
    notice: await first('news'),
    org: needs.items.find((one: { org: { id: string } }) => one.org.id)?.org.id ?? '',
    'me-docking': docking,
    contract: docking,
    'staff-case': (await staff.send('/api/portal/desk/cases?sort=due&per_page=1', {})).items[0]?.id ?? '',
    'staff-contract': (await staff.send('/api/portal/desk/cases?state=negotiating&per_page=1', {})).items[0]?.id ?? '',
    'staff-refine': (await staff.send('/api/portal/records/needs?status=published&per_page=1', {})).items[0]?.id ?? '',
    'publish-need-edit': postings.org.needs[0]?.id ?? '',
    'publish-offer-edit': postings.worker.offers.find((one: { profile: boolean }) => !one.profile)?.id ?? postings.worker.offers[0]?.id ?? '',
  }
}
