import { onScopeDispose, ref, shallowRef } from 'vue'
import { getMessages, markSeen, messagesPath, sendMessage, type Message } from '@/api/dockings'
import { toApiError, type ApiError } from '@/api/errors'
import { held } from '@/lib/again'
import { follow } from '@/lib/live'
import type { Ready } from '@/lib/photo'
import { refreshWaits } from '@/lib/waits'
import { upload } from '@/lib/upload'
import { arrived, firstUnread, joinMessages } from './talk'

const often = 15_000
const seldom = 60_000

export interface Draft { body: string; confidential: boolean; files: readonly Ready[] }

/** The conversation of one docking, kept up to date while the page stands. `came` is called when there is something new. */
export function useTalk(id: string, unread: number, came: (first: boolean) => void) {
  const messages = shallowRef<Message[]>([])
  const ready = ref(false)
  const error = shallowRef<ApiError | null>(null)
  const offline = ref(false)
  const part = ref(0)
  const mark = ref('')
  let running: Promise<void> | null = null
  let again = false
  let live = false

  /** Asks for what came after the last known message; asked while asking, it asks once more. */
  function pull(): Promise<void> {
    if (running) again = true
    running ??= (async () => {
      try {
        do {
          again = false
          const first = !ready.value
          const { items } = await held(() => getMessages(id, messages.value.at(-1)?.id ?? ''))
          const before = messages.value.length
          messages.value = joinMessages(messages.value, items)
          if (first) mark.value = firstUnread(messages.value, unread)
          ready.value = true
          error.value = null
          offline.value = false
          if (first || messages.value.length > before) came(first)
          // A long history comes in several pieces.
          again ||= messages.value.length > before && items.length >= 50
        } while (again)
      } catch (thrown) {
        const failed = toApiError(thrown)
        if (!ready.value) error.value = failed
        offline.value = failed.status === 0
      } finally {
        running = null
      }
    })()
    return running
  }

  let sure = true
  let lastBefore = 0

  /** Sends a message. After a broken line nobody knows whether it arrived: sent again, it is looked for first. */
  async function send(draft: Draft): Promise<void> {
    if (!sure) {
      await pull()
      if (arrived(messages.value.slice(lastBefore), draft.body, draft.files.length)) {
        sure = true
        return
      }
    }
    lastBefore = messages.value.length
    part.value = 0
    try {
      await held(() => (draft.files.length ? upload<Message>(messagesPath(id), formOf(draft), (done) => { part.value = done }) : sendMessage(id, { body: draft.body, confidential: draft.confidential })))
      sure = true
    } catch (thrown) {
      sure = toApiError(thrown).status !== 0
      throw thrown
    }
    await pull()
  }

  /** Says that the person has read what is here. */
  function seen(): void {
    if (document.visibilityState !== 'visible' || !ready.value) return
    markSeen(id).then(() => refreshWaits(true), () => undefined)
  }

  const awake = (): void => { if (document.visibilityState === 'visible') void pull() }
  let asked = Date.now()
  const timer = window.setInterval(() => {
    if (Date.now() - asked < (live && !offline.value ? seldom : often)) return
    asked = Date.now()
    awake()
  }, 5000)
  let end: (() => void) | undefined
  let over = false
  follow('messages', `docking = "${id}"`, {
    heard: () => { void pull() },
    connected: () => { live = true; void pull() },
    lost: () => { live = false },
  }).then((stop) => { if (over) stop(); else end = stop }, () => { live = false })
  window.addEventListener('online', awake)
  document.addEventListener('visibilitychange', awake)
  onScopeDispose(() => {
    over = true
    end?.()
    window.clearInterval(timer)
    window.removeEventListener('online', awake)
    document.removeEventListener('visibilitychange', awake)
  })
  void pull()
  return { messages, ready, error, offline, part, mark, pull, send, seen }
}

function formOf(draft: Draft): FormData {
  const form = new FormData()
  form.append('body', draft.body)
  form.append('confidential', String(draft.confidential))
  for (const file of draft.files) form.append('files', file.blob, file.name)
  return form
}
