import { computed, ref, shallowRef, watch } from 'vue'
import { getMyPostings, type Side } from '@/api/portal'
import { ownerKey } from './owner'
import { twins } from '@/lib/likeness'
import { lengthOf } from '@/lib/tidy'
import type { BaseForm } from './spec'

export interface Twin { id: string; title: string; status: string }

/** A posting of the same owner that says nearly the same; null while there is none. Asked for once there is a title to compare. */
export function useTwin(side: Side, form: BaseForm, owner: () => string) {
  const own = shallowRef<(Twin & { summary: string; owner: string })[]>([])
  const waved = ref('')
  let asked = false
  async function load(): Promise<void> {
    asked = true
    const all = await getMyPostings().catch(() => null)
    if (!all) { asked = false; return }
    own.value = [
      ...all.needs.map((one) => ({ side: 'needs' as const, one, owner: `org:${one.org.id}` })),
      ...all.offers.filter((one) => !one.profile).map((one) => ({ side: 'offers' as const, one, owner: ownerKey(one.owner) })),
    ].filter((entry) => entry.side === side && !['closed', 'removed', 'expired'].includes(entry.one.status))
      .map(({ one, owner: key }) => ({ id: one.id, title: one.title, summary: one.summary, status: one.status, owner: key }))
  }
  watch(() => lengthOf(form.title.trim()) >= 6, (enough) => { if (enough && !asked) void load() }, { immediate: true })
  const twin = computed<Twin | null>(() => {
    if (lengthOf(form.title.trim()) < 6) return null
    const found = own.value.find((one) => one.id !== form.id && one.id !== form.mark && one.owner === owner() && twins(one, form))
    return found && found.id !== waved.value ? found : null
  })
  return { twin, wave: () => { waved.value = twin.value?.id ?? '' } }
}
