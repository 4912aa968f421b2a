import { onScopeDispose, ref, shallowRef, watch } from 'vue'

/** Looks something up while it is typed, after a short rest; a late answer to an earlier word is dropped. Nothing typed: `first`, or nothing. */
export function useLookUp<T>(find: (q: string) => Promise<T[]>, first = false) {
  const q = ref('')
  const found = shallowRef<T[]>([])
  const looking = ref(false)
  const asked = ref(false)
  let timer: number | undefined
  let turn = 0
  async function look(): Promise<void> {
    const mine = ++turn
    looking.value = true
    try {
      const items = await find(q.value.trim())
      if (mine === turn) { found.value = items; asked.value = true }
    } catch {
      if (mine === turn) found.value = []
    } finally {
      if (mine === turn) looking.value = false
    }
  }
  watch(q, () => {
    window.clearTimeout(timer)
    if (!q.value.trim() && !first) { turn++; found.value = []; asked.value = false; return }
    timer = window.setTimeout(() => { void look() }, 300)
  })
  if (first) void look()
  onScopeDispose(() => { window.clearTimeout(timer); turn++ })
  return { q, found, looking, asked, look }
}
