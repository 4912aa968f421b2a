import { nextTick, onScopeDispose, ref, watch, type Ref } from 'vue'

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
  /** Another window of this device has changed the same text ("edited") or is done with it ("done"); saving rests until one is chosen. */
  clash: Ref<'' | 'edited' | 'done'>
  /** Takes what the other window has. */
  adopt(): void
  /** Goes on with what stands here. */
  insist(): void
  /** Saves at once what is still due. */
  flush(): void
  /** Says that what is saved is as new as the record, which changed in another way. */
  touch(): void
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

  const clash = ref<'' | 'edited' | 'done'>('')
  let timer: number | undefined
  let stopped = false
  // Whether anything was typed in this window since it last agreed with what is saved.
  let typed = false
  const born = epoch
  const save = (): void => {
    timer = undefined
    if (epoch !== born || clash.value) return
    try {
      localStorage.setItem(name, JSON.stringify({ at: new Date().toISOString(), value: form }))
      savedAt.value = new Date()
    } catch {
      savedAt.value = null
    }
  }
  watch(() => form, () => {
    if (stopped) return
    typed = true
    window.clearTimeout(timer)
    timer = window.setTimeout(save, delay)
  }, { deep: true })

  const flush = (): void => {
    if (timer === undefined) return
    window.clearTimeout(timer)
    save()
  }
  const adopt = (): void => {
    const other = read(name)
    clash.value = ''
    if (!other || typeof other.value !== 'object' || other.value === null) return
    pause()
    Object.assign(form, other.value)
    savedAt.value = new Date(other.at)
    typed = false
  }
  // Changes made by this module itself are nobody's typing.
  const pause = (): void => {
    stopped = true
    window.clearTimeout(timer)
    timer = undefined
    void nextTick(() => { stopped = false })
  }
  const heard = (event: StorageEvent): void => {
    if (event.key !== name || epoch !== born) return
    if (event.newValue === null) {
      if (savedAt.value || typed) clash.value = 'done'
      return
    }
    const other = read(name)
    if (JSON.stringify(other?.value) === JSON.stringify(form)) return
    if (typed) clash.value = 'edited'
    else adopt()
  }
  window.addEventListener('pagehide', flush)
  window.addEventListener('storage', heard)
  onScopeDispose(() => {
    flush()
    window.removeEventListener('pagehide', flush)
    window.removeEventListener('storage', heard)
  })

  return {
    savedAt,
    restored,
    clash,
    adopt,
    insist() {
      clash.value = ''
      save()
    },
    flush,
    touch() {
      if (savedAt.value) save()
    },
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
/** Where files that were not sent yet wait on this device (see kept.ts). */
export const databaseOfKept = 'kjy.files'
/** Under which the window's number among them is known for this session. */
export const windowOfKept = 'kjy.tab'

export function clearDrafts(): void {
  epoch++
  try {
    sessionStorage.removeItem(windowOfKept)
    indexedDB.deleteDatabase(databaseOfKept)
  } catch {
    // Where storing is forbidden, nothing was stored.
  }
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
