import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { previewMatches, type PreviewItem } from '@/api/member'
import type { Side } from '@/api/portal'
import { lengthOf } from '@/lib/tidy'

const worth = 8
const again = 5000 // milliseconds until a server that is still preparing is asked again

export type PreviewState = 'wait' | 'asking' | 'preparing' | 'known' | 'off'

/** What the text would match if it were published now; `columns` gives null while there is none. A failed or late answer changes nothing. */
export function usePreview(side: Side, columns: () => Record<string, unknown> | null, delay = 1500) {
  const items = shallowRef<PreviewItem[]>([])
  const state = ref<PreviewState>('wait')
  let timer: number | undefined
  let retry: number | undefined
  let turn = 0
  async function ask(record: Record<string, unknown>): Promise<void> {
    const mine = ++turn
    if (state.value === 'wait') state.value = 'asking'
    try {
      const answer = await previewMatches(side, record)
      if (mine !== turn) return
      items.value = answer.items
      state.value = !answer.reco_on ? 'off' : answer.ready ? 'known' : 'preparing'
    } catch {
      // A help, not a gate: the page goes on with what it knew.
      if (mine === turn && state.value === 'asking') state.value = 'wait'
    }
    if (mine === turn && state.value === 'preparing') retry = window.setTimeout(() => { void ask(record) }, again)
  }
  const stop = (): void => { window.clearTimeout(timer); window.clearTimeout(retry) }
  watch(() => JSON.stringify(columns()), () => {
    stop()
    const record = columns()
    if (!record || lengthOf(`${String(record.title ?? '')}${String(record.summary ?? '')}`) < worth) {
      turn++
      items.value = []
      state.value = 'wait'
      return
    }
    timer = window.setTimeout(() => { void ask(record) }, state.value === 'wait' ? 0 : delay)
  }, { immediate: true })
  onScopeDispose(() => { turn++; stop() })
  return { items, state }
}
