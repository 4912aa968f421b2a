import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { checkClarity, type Side } from '@/api/portal'
import type { Hint } from '@/api/types'

/** How clear the text is while it is being written; null while there is none to measure. A failed or late answer changes nothing. */
export function useClarity(side: Side, columns: () => Record<string, unknown> | null, delay = 700) {
  const score = ref<number | null>(null)
  const hints = shallowRef<Hint[]>([])
  let timer: number | undefined
  let turn = 0
  async function ask(record: Record<string, unknown>): Promise<void> {
    const mine = ++turn
    try {
      const answer = await checkClarity(side, record)
      if (mine !== turn) return
      score.value = answer.score
      hints.value = answer.hints ?? []
    } catch {
      // The measure is a help, not a gate: the page goes on without it.
    }
  }
  watch(() => JSON.stringify(columns()), () => {
    window.clearTimeout(timer)
    const record = columns()
    if (record) timer = window.setTimeout(() => { void ask(record) }, score.value === null ? 0 : delay)
  }, { immediate: true })
  onScopeDispose(() => window.clearTimeout(timer))
  return { score, hints }
}
