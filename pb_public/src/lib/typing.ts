import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { useRoute, useRouter } from 'vue-router'

/**
 * The search box of a list: what is typed becomes the address after a short rest, so that the list follows. One spell of
 * typing is one step of the browser's history: "back" leads to the list before it, not letter by letter.
 */
export function useTyping(rest = 300): { typed: Ref<string>; now(): void; done(): void } {
  const route = useRoute()
  const router = useRouter()
  const asked = (): string => (typeof route.query.q === 'string' ? route.query.q : '')
  const typed = ref(asked())
  let timer: number | undefined
  let spell = false
  const here = route.name

  function now(): void {
    window.clearTimeout(timer)
    const q = typed.value.trim()
    if (q === asked() || route.name !== here) return
    const query = Object.fromEntries(Object.entries({ ...route.query, q, page: '' }).filter(([, value]) => value))
    void router[spell ? 'replace' : 'push']({ path: route.path, query })
    spell = true
  }

  watch(typed, () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(now, rest)
  })
  // Somebody went back, or cleared the filters.
  watch(asked, (q) => { if (q !== typed.value.trim()) typed.value = q })
  onScopeDispose(() => window.clearTimeout(timer))
  return { typed, now, done: () => { spell = false } }
}
