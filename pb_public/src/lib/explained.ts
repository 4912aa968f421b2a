import type { Choice } from '@/parts/ChoiceGroup.vue'
import { has, options, t } from '@/words'

/** The values of an enumeration as choices, each with the explanation that the catalogue holds for it under a prefix. */
export function explained(enumeration: string, prefix: string): Choice[] {
  return options(enumeration).map((one) => {
    const key = `${prefix}_${one.value}`
    return has(key) ? { ...one, hint: t(key) } : one
  })
}
