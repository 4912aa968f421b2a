import { computed, ref, watch } from 'vue'
import { useRoute } from 'vue-router'
import { ApiError } from '@/api/errors'
import type { Side } from '@/api/portal'
import { useLoad } from '@/lib/load'
import { readRow, type Rows } from '@/lib/records'
import { useSelf } from '@/lib/self'
import { begunAs } from './keep'

/** What a publishing page opens with: the person, and the record in its address or begun on this device before. */
export function useOpening<S extends Side>(side: S) {
  const route = useRoute()
  const names = side === 'needs' ? ['publish-need', 'publish-need-edit'] : ['publish-offer', 'publish-offer-edit']
  const idHere = (): string => (typeof route.params.id === 'string' ? route.params.id : '')
  const self = useSelf()
  const turn = ref(0)
  const asked = ref(idHere())
  // On the way to another page the address changes before this page is gone.
  watch(() => route.fullPath, () => { if (names.includes(String(route.name))) asked.value = idHere() })

  const record = useLoad(async (): Promise<{ row: Rows[S] | null }> => {
    const id = asked.value || begunAs(side)
    if (!id) return { row: null }
    try {
      return { row: await readRow(side, id) }
    } catch (thrown) {
      // The server's copy was deleted meanwhile; what stands on the device can still be made new.
      if (!asked.value && thrown instanceof ApiError && thrown.status === 404) return { row: null }
      throw thrown
    }
  }, asked)

  async function restart(): Promise<void> {
    await record.reload()
    turn.value++
  }

  const row = computed(() => record.data.value?.row ?? null)
  const error = computed(() => self.error.value ?? record.error.value)
  const ready = computed(() => self.member.value !== null && record.data.value !== null && !record.loading.value)
  const over = computed(() => ['closed', 'removed'].includes(row.value?.status ?? ''))
  const done = computed(() => ready.value && row.value !== null && route.query.step === 'done')
  const open = computed(() => ready.value && !error.value && !over.value)
  const key = computed(() => `${asked.value || 'new'} ${turn.value}`)
  async function retry(): Promise<void> {
    await Promise.all([self.error.value ? self.reload() : undefined, record.reload()])
  }
  return { member: self.member, row, asked, error, ready, over, open, done, key, restart, retry }
}
