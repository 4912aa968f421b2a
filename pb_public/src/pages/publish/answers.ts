import { label } from '@/words'
import type { Answer } from './spec'

/** The labels of several values of one enumeration, in one line. */
export const labels = (name: string, values: readonly string[]): string => values.map((value) => label(name, value)).join('、')
/** The answers of those that are asked at all. */
export const only = (list: readonly (Answer | false)[]): Answer[] => list.filter((one): one is Answer => one !== false)
