import PocketBase from 'pocketbase'
import { ApiError, toApiError } from './errors'
import { DeviceAuthStore } from './store'

export const auth = new DeviceAuthStore()
export const pb = new PocketBase('/', auth, 'zh-CN')
// Two parts of a page may ask for the same list at once; neither should lose its answer.
pb.autoCancellation(false)

export type Query = Record<string, string | number | boolean | undefined>

/** Every request of the portal goes through here, so that every failure arrives as an ApiError. */
export async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw toApiError(thrown)
  }
}

export function get<T>(path: string, query: Query = {}): Promise<T> {
  const kept = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined && value !== ''))
  return call(() => pb.send<T>(path, { method: 'GET', query: kept }))
}

export function post<T>(path: string, body: object = {}): Promise<T> {
  return call(() => pb.send<T>(path, { method: 'POST', body }))
}

/** A plain form post without any sign-in: what a mail program sends for a one-click unsubscribe. */
export async function postForm(path: string, form: Record<string, string>): Promise<void> {
  let answer: Response
  try {
    answer = await fetch(path, { method: 'POST', body: new URLSearchParams(form), credentials: 'omit' })
  } catch {
    throw new ApiError(0, 'network', undefined, {})
  }
  if (!answer.ok) throw new ApiError(answer.status, `status_${answer.status}`, undefined, {})
}
