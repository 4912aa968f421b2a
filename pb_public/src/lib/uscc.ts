import type { Issue } from '@/api/errors'

// GB 32100: digits and capitals without I, O, S, V, Z; the last character checks the seventeen before it.
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** A typed code in its written form: capitals, half width, no spaces or hyphens. */
export function normalUscc(typed: string): string {
  return typed.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase()
}

export function validUscc(code: string): boolean {
  if (code.length !== 18) return false
  let sum = 0
  let weight = 1
  for (let i = 0; i < 17; i++) {
    const value = alphabet.indexOf(code.charAt(i))
    if (value < 0) return false
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return alphabet.indexOf(code.charAt(17)) === (31 - (sum % 31)) % 31
}

/** What is wrong with a typed code, as exactly as can be said. */
export function usccIssue(typed: string): Issue | undefined {
  const code = normalUscc(typed)
  if (!code) return { code: 'required' }
  if ([...code].some((one) => !alphabet.includes(one))) return { code: 'uscc_letters' }
  if (code.length !== 18) return { code: 'uscc_length', params: { n: code.length } }
  return validUscc(code) ? undefined : { code: 'uscc_invalid' }
}
