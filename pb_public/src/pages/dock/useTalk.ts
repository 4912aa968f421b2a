import { onScopeDispose, ref, shallowRef } from 'vue'
import { getMessages, markSeen, messagesPath, sendMessage, type Message } from '@/api/dockings'
import { toApiError, type ApiError } from '@/api/errors'
import { held } from '@/lib/again'
import { follow } from '@/lib/live'
import type { Ready } from '@/lib/photo'
import { refreshWaits } from '@/lib/waits'
import { upload } from '@/lib/upload'
import { firstUnread, joinMessages, newMessageId } from './talk'

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
  const older = ref(false)
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
          const { items, more } = await held(() => getMessages(id, { after: messages.value.at(-1)?.id }))
          const before = messages.value.length
          messages.value = joinMessages(messages.value, items)
          if (first) {
            mark.value = firstUnread(messages.value, unread)
            older.value = more
          }
          ready.value = true
          error.value = null
          offline.value = false
          if (first || messages.value.length > before) came(first)
          // What came while the line was down may be more than one answer holds.
          again ||= !first && more && messages.value.length > before
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

  /** Brings what was said before the oldest that is shown. */
  async function earlier(): Promise<void> {
    const { items, more } = await held(() => getMessages(id, { before: messages.value[0]?.id }))
    messages.value = joinMessages(items, messages.value)
    older.value = more
  }

  // The same text sent again, as the line broke, is the same message to the server.
  let due = { key: '', id: '' }

  async function send(draft: Draft): Promise<void> {
    const key = JSON.stringify([draft.body, draft.confidential, draft.files.map((one) => [one.name, one.blob.size])])
    if (due.key !== key) due = { key, id: newMessageId() }
    part.value = 0
    const body = { id: due.id, body: draft.body, confidential: draft.confidential }
    await held(() => (draft.files.length ? upload<Message>(messagesPath(id), formOf(body, draft.files), (done) => { part.value = done }) : sendMessage(id, body)))
    due = { key: '', id: '' }
    await pull()
  }

  /** Says that the person has read what is here. */
  function seen(): void {
    if (document.visibilityState !== 'visible' || !ready.value) return
    markSeen(id, messages.value.at(-1)?.id ?? '').then(() => refreshWaits(true), () => undefined)
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
  return { messages, ready, error, offline, part, mark, older, earlier, pull, send, seen }
}

function formOf(fields: object, files: readonly Ready[]): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, String(value))
  for (const file of files) form.append('files', file.blob, file.name)
  return form
}
