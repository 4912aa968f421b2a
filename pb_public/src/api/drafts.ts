import { onScopeDispose, ref, watch, type Ref } from 'vue'

const prefix = 'kjy.draft.'
const delay = 600
// Raised when all drafts are cleared: a form still open then must not write its text back.
let epoch = 0

interface Saved { at: string; value: unknown }

export interface Draft {
  /** When the text was last saved on this device. */
  savedAt: Ref<Date | null>
  /** Whether an earlier text was put back when the form opened. */
  restored: Ref<boolean>
  /** Forgets the saved text: after submitting, or when the person starts over. */
  clear(): void
}

/**
 * Keeps what somebody types in a form on their device, so that a closed tab or a lost connection costs nothing.
 * `form` must be reactive; saved values are merged into it at once.
 */
export function useDraft<T extends object>(key: string, form: T): Draft {
  const name = prefix + key
  const savedAt = ref<Date | null>(null)
  const restored = ref(false)
  const saved = read(name)
  if (saved && typeof saved.value === 'object' && saved.value !== null) {
    Object.assign(form, saved.value)
    savedAt.value = new Date(saved.at)
    restored.value = true
  }

  let timer: number | undefined
  let stopped = false
  const born = epoch
  const save = (): void => {
    timer = undefined
    if (epoch !== born) return
    try {
      localStorage.setItem(name, JSON.stringify({ at: new Date().toISOString(), value: form }))
      savedAt.value = new Date()
    } catch {
      savedAt.value = null
    }
  }
  watch(() => form, () => {
    if (stopped) return
    window.clearTimeout(timer)
    timer = window.setTimeout(save, delay)
  }, { deep: true })

  const flush = (): void => {
    if (timer === undefined) return
    window.clearTimeout(timer)
    save()
  }
  window.addEventListener('pagehide', flush)
  onScopeDispose(() => {
    flush()
    window.removeEventListener('pagehide', flush)
  })

  return {
    savedAt,
    restored,
    clear() {
      // A watcher still due would write the text back after it was submitted.
      stopped = true
      window.clearTimeout(timer)
      timer = undefined
      localStorage.removeItem(name)
      savedAt.value = null
      restored.value = false
      queueMicrotask(() => { stopped = false })
    },
  }
}

/** A draft's text and when it was saved, without opening it; null when there is none. */
export function peekDraft(key: string): { at: string; value: Record<string, unknown> } | null {
  const saved = read(prefix + key)
  return saved && typeof saved.value === 'object' && saved.value !== null ? { at: saved.at, value: saved.value as Record<string, unknown> } : null
}

/** Gives a draft another key: what was begun as new has a record of its own by now. */
export function moveDraft(from: string, to: string): void {
  const text = localStorage.getItem(prefix + from)
  if (text === null) return
  localStorage.setItem(prefix + to, text)
  localStorage.removeItem(prefix + from)
}

export function dropDraft(key: string): void {
  localStorage.removeItem(prefix + key)
}

/** Removes every draft of this device: on sign-out, so that the next user of a shared computer finds none. */
export function clearDrafts(): void {
  epoch++
  const names = Array.from({ length: localStorage.length }, (_, i) => localStorage.key(i))
  for (const name of names) if (name?.startsWith(prefix)) localStorage.removeItem(name)
}

function read(name: string): Saved | null {
  try {
    return JSON.parse(localStorage.getItem(name) ?? 'null') as Saved | null
  } catch {
    return null
  }
}
