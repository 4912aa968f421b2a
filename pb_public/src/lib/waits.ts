import { ref, watch } from 'vue'
import { get } from '@/api/client'
import { isMember, userId } from '@/api/session'
import type { List } from '@/api/types'

/** How many dockings wait for the person; shown in the header. */
export const waits = ref(0)

const rest = 60_000
let asked = 0

/** Asks again how many wait: at most once a minute, at once when something was just settled (`now`). */
export async function refreshWaits(now = false): Promise<void> {
  if (!isMember.value) {
    waits.value = 0
    return
  }
  if (!now && Date.now() - asked < rest) return
  asked = Date.now()
  const who = userId.value
  // Without an answer the last number stands: it is a courtesy.
  const list = await get<List<unknown>>('/api/portal/dockings', { box: 'waiting', per_page: 1 }).catch(() => null)
  if (list && who === userId.value) waits.value = list.total
}

watch(userId, () => { void refreshWaits(true) })
