import { computed, onMounted, shallowRef, type ComputedRef } from 'vue'
import { loadFilters } from '@/api/reference'
import type { FilterInfo, Ref } from '@/api/types'
import type { Filter } from '@/parts/FilterBar.vue'
import { options, t } from '@/words'

export const kindFilter = (enumeration: string): Filter => ({ name: 'kind', label: t('filter.kind'), options: options(enumeration) })

export function sortFilter(values: readonly string[]): Filter {
  const all = options('sort').filter((one) => values.includes(one.value))
  // The first is what the server does when nothing is asked for.
  return { name: 'sort', label: t('filter.sort'), none: all[0]?.label ?? '', options: all.slice(1) }
}

/** With words the server lists the most relevant first when nothing is asked for, without them the first order it has. */
export function sortedFor(filters: readonly Filter[], searching: boolean): readonly Filter[] {
  return filters.map((f) => {
    const best = f.options.find((one) => one.value === 'relevance')
    if (f.name !== 'sort' || !best) return f
    const others = f.options.filter((one) => one !== best)
    const first = options('sort').find((one) => one.label === f.none)
    return searching && first ? { ...f, none: best.label, options: [first, ...others] } : { ...f, options: others }
  })
}

/** The filters that need data: fields or industries, and the places. They fill when the answer arrives. */
export function usePlaceAndField(from: 'fields' | 'industries' = 'fields'): { field: ComputedRef<Filter>; region: ComputedRef<Filter> } {
  const info = shallowRef<FilterInfo | null>(null)
  onMounted(async () => { info.value = await loadFilters().catch(() => null) })
  const choices = (refs: readonly Ref[] | undefined) => (refs ?? []).map((one) => ({ value: one.id, label: one.name }))
  const name = t(from === 'fields' ? 'filter.field' : 'filter.industry')
  return {
    field: computed(() => ({ name: 'field', label: name, options: choices(info.value?.[from]) })),
    region: computed(() => ({ name: 'region', label: t('filter.region'), options: choices(info.value?.regions) })),
  }
}
