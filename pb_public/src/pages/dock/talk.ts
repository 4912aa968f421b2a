import type { Message } from '@/api/dockings'

/** The messages known so far and new ones, each once, in the order in which they came. */
export function joinMessages(known: readonly Message[], more: readonly Message[]): Message[] {
  const ids = new Set(known.map((one) => one.id))
  return [...known, ...more.filter((one) => !ids.has(one.id) && ids.add(one.id))]
}

/** The first of the `unread` last messages of others; '' when there are none. */
export function firstUnread(messages: readonly Message[], unread: number): string {
  const others = messages.filter((one) => !one.mine)
  return unread > 0 ? (others[Math.max(0, others.length - unread)]?.id ?? '') : ''
}

/** Whether something that may or may not have been sent, as the line broke, is among what came since. */
export function arrived(since: readonly Message[], body: string, files: number): boolean {
  return since.some((one) => one.mine && one.files.length === files && (one.masked || one.body === body))
}
