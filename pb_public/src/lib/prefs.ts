import { reactive, watch } from 'vue'

export type TextSize = 'standard' | 'large' | 'xlarge'
export const textSizes: TextSize[] = ['standard', 'large', 'xlarge']

const storageKey = 'kjy.prefs'

function load(): { size: TextSize; high: boolean } {
  try {
    const saved = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as { size?: TextSize; high?: boolean }
    return { size: textSizes.includes(saved.size as TextSize) ? (saved.size as TextSize) : 'standard', high: saved.high === true }
  } catch {
    return { size: 'standard', high: false }
  }
}

/** How this device shows the portal. Kept on the device, so that it holds before anybody signs in. */
export const prefs = reactive(load())

export function applyPrefs(): void {
  show()
  watch(prefs, () => {
    show()
    try {
      localStorage.setItem(storageKey, JSON.stringify(prefs))
    } catch {
      // A full or forbidden storage must not stop the page; the choice then lasts for this visit.
    }
  }, { flush: 'sync' })
}

function show(): void {
  const { dataset } = document.documentElement
  const contrast = prefs.high ? 'high' : 'normal'
  // Writing what is there already would have the whole page styled anew.
  if (dataset.size !== prefs.size) dataset.size = prefs.size
  if (dataset.contrast !== contrast) dataset.contrast = contrast
}
