import { ref, watch } from 'vue'
import { getNotifications } from '@/api/mail'
import { sdk } from '@/api/sdk'
import { userId } from '@/api/session'

/** How much the signed-in person was told and has not looked at; and a number that grows with all that arrives. */
export const unread = ref(0)
export const arrivals = ref(0)

let stop: (() => void) | undefined
let turn = 0

/** Asks for the count, and listens for what arrives from then on. Without a line for that the count is asked for with each page. */
async function listen(mine: number): Promise<void> {
  const client = await sdk()
  const end = await client.collection('notifications').subscribe('*', () => { void count() })
  const leave = (): void => { end().catch(() => undefined) }
  if (mine === turn) stop = leave
  else leave()
}

export async function count(): Promise<void> {
  const mine = turn
  try {
    const page = await getNotifications()
    if (mine !== turn) return
    unread.value = page.unread
    arrivals.value++
  } catch {
    // The count waits for the next page; the page itself says what is wrong with the line.
  }
}

watch(userId, (id) => {
  const mine = ++turn
  stop?.()
  stop = undefined
  unread.value = 0
  if (!id) return
  void count()
  listen(mine).catch(() => undefined)
}, { immediate: true })
