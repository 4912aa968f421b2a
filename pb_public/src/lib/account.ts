import { watch } from 'vue'
import { isMember, userId } from '@/api/session'
import { auth } from '@/api/store'
import { prefs } from './prefs'
import { locale } from '@/words'
import { chooseLocale, type Locale } from '@/words/locale'

const pause = 800 // milliseconds: who looks for the right size presses several

/** Keeps a choice with the account of the member who is signed in. A lost connection costs only that. */
async function keep(columns: Record<string, unknown>): Promise<void> {
  const { changeRow } = await import('./records')
  await changeRow('members', userId.value, columns)
  if (auth.record) auth.save(auth.token, { ...auth.record, ...columns })
}

/** From now on, how the portal is shown is kept with the account as well as on this device. */
export function keepPrefs(): void {
  let timer: number | undefined
  watch(() => [prefs.size, prefs.high], () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      const own = auth.record
      if (!isMember.value || (own?.text_size === prefs.size && own.high_contrast === prefs.high)) return
      keep({ text_size: prefs.size, high_contrast: prefs.high, large_text: prefs.size !== 'standard' }).catch(() => undefined)
    }, pause)
  })
}

/** Changes the language, on this device and with the account. Every word of the page changes, so the page is loaded anew. */
export async function speak(next: Locale): Promise<void> {
  if (next === locale) return
  chooseLocale(next)
  if (isMember.value) await keep({ locale: next }).catch(() => undefined)
  location.reload()
}
