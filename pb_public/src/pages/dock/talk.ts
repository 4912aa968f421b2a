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

/** An id for a message, chosen by its writer: sent again after a lost answer, it is still the same message. */
export function newMessageId(): string {
  const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'
  return [...crypto.getRandomValues(new Uint8Array(15))].map((one) => letters.charAt(one % letters.length)).join('')
}
