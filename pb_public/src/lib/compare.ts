import { computed, reactive, watch } from 'vue'

/** How many matches stand side by side at most: more no screen shows at one glance. */
export const maxCompared = 3

/** The matches of one posting that somebody picked to compare; another posting begins anew. */
export function usePicks(posting: () => string) {
  const ids = reactive<string[]>([])
  watch(posting, () => { ids.splice(0) })
  const full = computed(() => ids.length >= maxCompared)
  function pick(id: string, on: boolean): void {
    const at = ids.indexOf(id)
    if (at >= 0 && !on) ids.splice(at, 1)
    if (at < 0 && on && !full.value) ids.push(id)
  }
  return { ids, full, pick, clear: () => { ids.splice(0) } }
}

/** The address at which matches of a posting stand side by side. */
export function compareAt(side: 'needs' | 'offers', posting: string, ids: readonly string[]): string {
  return `/me/compare?${new URLSearchParams({ side, posting, m: ids.join(',') }).toString()}`
}
