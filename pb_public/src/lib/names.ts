import { shallowRef, watch, type Ref } from 'vue'
import { loadFields, loadRegions } from '@/api/reference'
import { listed } from '@/words'

/** The names behind chosen fields and a chosen region, for pages that show answers back; "…" until they are known. */
export function useNames(fields: () => readonly string[], region: () => string): { fieldNames: Ref<string>; placeName: Ref<string> } {
  const fieldNames = shallowRef('')
  const placeName = shallowRef('')
  watch(() => fields().join(), async () => {
    if (!fields().length) {
      fieldNames.value = ''
      return
    }
    fieldNames.value ||= unknown(true)
    const all = await loadFields().catch(() => [])
    fieldNames.value = listed(fields().map((id) => all.find((one) => one.id === id)?.name)) || unknown(fields().length > 0)
  }, { immediate: true })
  watch(region, async (code) => {
    placeName.value ||= unknown(code !== '')
    placeName.value = (await nameOfPlace(code)) || unknown(code !== '')
  }, { immediate: true })
  return { fieldNames, placeName }
}

// What was chosen but has no name yet is not the same as what was not chosen.
const unknown = (chosen: boolean): string => (chosen ? '…' : '')

export async function nameOfPlace(code: string): Promise<string> {
  if (!code) return ''
  const county = `${code.slice(0, 6)}000000`
  const townships = code === county ? [] : await loadRegions(county).catch(() => [])
  return [await nameOfCounty(county), townships.find((one) => one.code === code)?.name].filter(Boolean).join('·')
}

/** The site's own counties are at hand; who lives elsewhere is looked up under the city, and a city under its province. */
async function nameOfCounty(county: string): Promise<string> {
  const city = `${county.slice(0, 4)}00000000`
  for (const parent of ['', city === county ? `${county.slice(0, 2)}0000000000` : city]) {
    const found = (await loadRegions(parent).catch(() => [])).find((one) => one.code === county)
    if (found) return found.name
  }
  return ''
}
