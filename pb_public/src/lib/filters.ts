import { computed, onMounted, shallowRef, type ComputedRef } from 'vue'
import { loadFields, loadRegions, loadSite } from '@/api/reference'
import type { Field, Region } from '@/api/types'
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

/** The filters that need data: the county's main fields and its places. They fill when the answers arrive. */
export function usePlaceAndField(): { field: ComputedRef<Filter>; region: ComputedRef<Filter> } {
  const fields = shallowRef<Field[]>([])
  const regions = shallowRef<Region[]>([])
  onMounted(async () => {
    const [site, all, counties] = await Promise.all([
      loadSite().catch(() => null), loadFields().catch(() => []), loadRegions().catch(() => []),
    ])
    fields.value = all.filter((one) => !one.parent && one.scheme === 'speciality')
    const only = counties.length === 1 ? counties[0] : undefined
    const home = only ?? counties.find((one) => one.code === site?.region.code)
    const towns = home ? await loadRegions(home.code).catch(() => []) : []
    regions.value = only ? towns : [...counties, ...towns]
  })
  return {
    field: computed(() => ({ name: 'field', label: t('filter.field'), options: fields.value.map((one) => ({ value: one.id, label: one.name })) })),
    region: computed(() => ({ name: 'region', label: t('filter.region'), options: regions.value.map((one) => ({ value: one.code, label: one.name })) })),
  }
}
