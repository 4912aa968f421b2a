import { computed, shallowRef } from 'vue'
import { auth, call, pb, post } from './client'
import { clearDrafts } from './drafts'
import { ApiError } from './errors'
import type { Account } from './store'
import { prefs, textSizes, type TextSize } from '@/lib/prefs'
import { locale } from '@/words'
import { chooseLocale, locales } from '@/words/locale'

const record = shallowRef(auth.isValid ? auth.record : null)
auth.onChange(() => {
  record.value = auth.isValid ? auth.record : null
})

export const signedIn = computed(() => record.value !== null)
export const isMember = computed(() => record.value?.collectionName === 'members')
export const isStaff = computed(() => record.value?.collectionName === 'staff')
export const userId = computed(() => record.value?.id ?? '')
export const userName = computed(() => (typeof record.value?.name === 'string' ? record.value.name : ''))
export const staffRole = computed(() => (isStaff.value && typeof record.value?.role === 'string' ? record.value.role : ''))

const starts: Record<string, string> = { broker: '/staff/today', leader: '/me' }
/** Where a colleague's day begins: a broker's with what waits, a leader's with how much of it, the others' with the queue. */
export const deskStart = (): string => starts[staffRole.value] ?? '/staff/review'

/** The name of a draft of this person's: on a shared computer the next one must not find it, even when nobody signed out. */
export const ownKey = (key: string): string => `${userId.value}.${key}`

export type AccountKind = 'members' | 'staff'

/** Thrown when a password was right and a second proof is asked for. */
export class SecondFactor extends Error {
  constructor(readonly mfaId: string) {
    super('second factor')
  }
}

/** Signs in. True when the account reads another language than this page: the next page is to be loaded anew. */
export async function signIn(kind: AccountKind, login: string, password: string, keep: boolean): Promise<boolean> {
  auth.keepOnDevice(keep)
  try {
    const { record: account } = await pb.collection(kind).authWithPassword(login, password)
    return restore(account)
  } catch (thrown) {
    const mfaId = (thrown as { response?: { mfaId?: unknown } }).response?.mfaId
    if (typeof mfaId === 'string' && mfaId) throw new SecondFactor(mfaId)
    throw await call(() => Promise.reject<ApiError>(thrown)).catch(asSignInError)
  }
}

// Shows the portal on this device as the person chose it on another. Who never chose leaves the device as it is.
function restore(account: Record<string, unknown>): boolean {
  if (textSizes.includes(account.text_size as TextSize)) {
    prefs.size = account.text_size as TextSize
    prefs.high = account.high_contrast === true
  }
  const next = locales.find((one) => one === account.locale)
  if (!next || next === locale) return false
  chooseLocale(next)
  return true
}

// PocketBase answers a wrong password with a bare 400.
function asSignInError(error: ApiError): ApiError {
  return error.status === 400 ? new ApiError(400, 'sign_in_failed', undefined, {}) : error
}

export async function requestCode(email: string): Promise<string> {
  const answer = await call(() => pb.collection('staff').requestOTP(email))
  return answer.otpId
}

/** The second step of signing in as staff. True as of `signIn`. */
export async function signInWithCode(otpId: string, code: string, mfaId: string): Promise<boolean> {
  try {
    const { record: account } = await call(() => pb.collection('staff').authWithOTP(otpId, code, { mfaId }))
    return restore(account)
  } catch (error) {
    const known = error as ApiError
    throw known.status === 400 || known.status === 404 ? new ApiError(known.status, 'code_failed', undefined, {}) : known
  }
}

/** Ends the session on this device and leaves nothing of the person behind on it. */
export function signOut(): void {
  auth.clear()
  clearDrafts()
}

/** Asks the server whether the kept sign-in still holds; a refusal signs out, a lost connection does not. */
export async function refreshSession(): Promise<void> {
  const kind = auth.record?.collectionName
  if (!auth.isValid || !kind) return
  const before = auth.token
  try {
    const answer = await post<{ token: string; record: Account }>(`/api/collections/${kind}/auth-refresh`)
    // Whoever signed in or out meanwhile wins.
    if (auth.token === before) auth.save(answer.token, answer.record)
  } catch (error) {
    if (error instanceof ApiError && [401, 403, 404].includes(error.status) && auth.token === before) auth.clear()
  }
}
