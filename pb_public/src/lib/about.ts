import { computed, type ComputedRef } from 'vue'
import { useRoute } from 'vue-router'

export interface About { collection: string; id: string; path: string }

/** The page that somebody came from with a question about it, as the address names it: about=needs/abc. */
export function useAbout(): ComputedRef<About | null> {
  const route = useRoute()
  return computed(() => {
    const found = /^(needs|offers|workers|teams|orgs)\/([\w-]{1,15})$/.exec(typeof route.query.about === 'string' ? route.query.about : '')
    return found?.[1] && found[2] ? { collection: found[1], id: found[2], path: `/${found[1]}/${found[2]}` } : null
  })
}
