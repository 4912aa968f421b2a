import { watch } from 'vue'
import { isMember, signedIn, userId } from '@/api/session'
import { auth } from '@/api/store'
import { prefs } from './prefs'
import { locale } from '@/words'
import { chooseLocale, type Locale } from '@/words/locale'

const pause = 800 // milliseconds: who looks for the right size presses several

/** Keeps a choice with the account that is signed in, a member's or one of the staff. A lost connection costs only that. */
async function keep(columns: Record<string, unknown>): Promise<void> {
  const { changeRow } = await import('./records')
  await changeRow(isMember.value ? 'members' : 'staff', userId.value, columns)
  if (auth.record) auth.save(auth.token, { ...auth.record, ...columns })
}

let keeping = false

/** From now on, how the portal is shown is kept with the account as well as on this device. */
export function keepPrefs(): void {
  if (keeping) return
  keeping = true
  let timer: number | undefined
  watch(() => [prefs.size, prefs.high], () => {
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      const own = auth.record
      if (!signedIn.value || (own?.text_size === prefs.size && own.high_contrast === prefs.high)) return
      const large = isMember.value ? { large_text: prefs.size !== 'standard' } : {} // members alone have this column
      keep({ text_size: prefs.size, high_contrast: prefs.high, ...large }).catch(() => undefined)
    }, pause)
  })
}

/** Changes the language, on this device and with the account. Every word of the page changes, so the page is loaded anew. */
export async function speak(next: Locale): Promise<void> {
  if (next === locale) return
  chooseLocale(next)
  if (signedIn.value) await keep({ locale: next }).catch(() => undefined)
  location.reload()
}
