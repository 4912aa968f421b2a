import { shallowRef } from 'vue'
import { get } from './client'
import { takeFirst } from './first'
import type { Field, FilterInfo, Region, Site } from './types'

/** What the county calls itself; null until the server has answered. Pages must read well without it. */
export const site = shallowRef<Site | null>(null)

let siteAsked: Promise<Site> | undefined
// It is the same for everybody, so a page that was written for visitors says it, too.
function askSite(): Promise<Site> {
  const first = takeFirst('/api/portal/site') as Site | undefined
  return first ? Promise.resolve(first) : get<Site>('/api/portal/site')
}

export function loadSite(): Promise<Site> {
  siteAsked ??= askSite().then(
    (answer) => (site.value = answer),
    (error: unknown) => {
      siteAsked = undefined
      throw error
    },
  )
  return siteAsked
}

let filtersAsked: Promise<FilterInfo> | undefined
/** What the lists' filters offer beside enumerations, asked for once a visit. */
export function loadFilters(): Promise<FilterInfo> {
  filtersAsked ??= get<FilterInfo>('/api/portal/filters').catch((error: unknown) => {
    filtersAsked = undefined
    throw error
  })
  return filtersAsked
}

let fieldsAsked: Promise<Field[]> | undefined
/** The whole taxonomy, asked for once a visit. A failure is forgotten, so that the next call tries again. */
export function loadFields(): Promise<Field[]> {
  fieldsAsked ??= get<Field[]>('/api/portal/fields').catch((error: unknown) => {
    fieldsAsked = undefined
    throw error
  })
  return fieldsAsked
}

const regionsAsked = new Map<string, Promise<Region[]>>()
/** The regions directly below a code; an empty code asks for the site's counties. */
export function loadRegions(parent = ''): Promise<Region[]> {
  let asked = regionsAsked.get(parent)
  if (!asked) {
    asked = get<Region[]>('/api/portal/regions', { parent })
    asked.catch(() => regionsAsked.delete(parent))
    regionsAsked.set(parent, asked)
  }
  return asked
}
