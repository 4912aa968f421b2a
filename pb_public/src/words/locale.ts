/** The languages the portal speaks. Chinese is what it is written in; a word that English lacks is shown in Chinese. */
export const locales = ['zh-CN', 'en'] as const
export type Locale = (typeof locales)[number]

const storageKey = 'kjy.locale'

/** The language of this visit: the person's choice on this device, else what the device reads, else Chinese. */
export const locale: Locale = chosen() ?? ofDevice(typeof navigator === 'undefined' ? [] : navigator.languages)

/** English for a device that reads no Chinese at all but English; Chinese for every other. */
export function ofDevice(languages: readonly string[] | undefined): Locale {
  const all = (languages ?? []).map((one) => one.toLowerCase())
  return all.some((one) => one.startsWith('zh')) || !all[0]?.startsWith('en') ? 'zh-CN' : 'en'
}

/** Keeps the choice on this device. It shows after a reload: every word of the page changes. */
export function chooseLocale(next: Locale): void {
  try {
    localStorage.setItem(storageKey, next)
  } catch {
    // Where storing is forbidden, the device's own language holds.
  }
}

function chosen(): Locale | undefined {
  try {
    return locales.find((one) => one === localStorage.getItem(storageKey))
  } catch {
    return undefined
  }
}
