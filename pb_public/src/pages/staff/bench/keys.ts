import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { useRouter } from 'vue-router'

/** The row that the focus goes to from row `at` (-1: none of them) by a step; the ends hold. */
export function nextRow(at: number, count: number, step: 1 | -1): number {
  if (count === 0) return -1
  if (at < 0) return step > 0 ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, at + step))
}

/**
 * Letters as shortcuts: J and K walk the links marked `data-row`, and Enter opens one as it always does; / goes to the search, T and C
 * to the two lists. `own` adds those of one page. They rest while somebody types or a dialog stands, and with a modifier.
 */
export function useKeys(own: Record<string, () => void> = {}): { help: Ref<boolean> } {
  const help = ref(false)
  const router = useRouter()
  const walk = (step: 1 | -1): void => {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')]
    const row = rows[nextRow(rows.findIndex((one) => one === document.activeElement), rows.length, step)]
    row?.focus()
    row?.scrollIntoView({ block: 'nearest' })
  }
  const all: Record<string, () => void> = {
    j: () => walk(1), k: () => walk(-1), '/': () => document.querySelector<HTMLElement>('#filter-q')?.focus(),
    t: () => { void router.push('/staff/today') }, c: () => { void router.push('/staff/cases') }, '?': () => { help.value = true }, ...own,
  }
  function onKey(event: KeyboardEvent): void {
    const at = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || at.closest('input, textarea, select, [contenteditable]')) return
    if (document.querySelector('[role="dialog"]')) return
    const press = all[event.key.toLowerCase()]
    if (!press) return
    event.preventDefault()
    press()
  }
  onMounted(() => window.addEventListener('keydown', onKey))
  onBeforeUnmount(() => window.removeEventListener('keydown', onKey))
  return { help }
}
