import { ApiError, apiError, toApiError } from './errors'
import { takeFirst } from './first'
import { loadRefusals, told } from './refusals'
import { sdk } from './sdk'
import { auth } from './store'
import { locale } from '@/words'

export { auth }
export { pb } from './sdk'

export type Query = Record<string, string | number | boolean | undefined>

/** Every request of the portal goes through here, so that every failure arrives as an ApiError. */
export async function call<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    throw await told(toApiError(thrown))
  }
}

/** Asks for something. Parameters stand in the order of their names, so that the same question is the same address. */
export function get<T>(path: string, query: Query = {}): Promise<T> {
  const kept = Object.entries(query).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [[name, String(value)]]))
  const search = new URLSearchParams(kept.sort(([a = ''], [b = '']) => (a < b ? -1 : 1))).toString()
  const at = search ? `${path}?${search}` : path
  const first = auth.token ? take(at) : takeFirst(at)
  return first === undefined ? send<T>('GET', at) : Promise.resolve(first as T | Promise<T>)
}

const early = new Map<string, Promise<unknown>>()

/** Asks already for what a page will ask for while it is drawn. The answer serves once, and not after `forgetAhead`. */
export function askAhead(path: string): void {
  const answer = send('GET', path)
  answer.catch(() => undefined) // whoever takes it sees what went wrong
  early.set(path, answer)
}

/** Whoever asks from now on wants to know what is new. */
export function forgetAhead(): void {
  early.clear()
}

function take(path: string): Promise<unknown> | undefined {
  const answer = early.get(path)
  early.delete(path)
  return answer
}

export function post<T>(path: string, body: object = {}): Promise<T> {
  return send<T>('POST', path, body)
}

export function remove(path: string): Promise<void> {
  return send<void>('DELETE', path)
}

/** One request of the portal's own routes: JSON both ways, signed when somebody is. A form with files goes as it is. */
async function send<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const form = body instanceof FormData
  const headers: Record<string, string> = { 'Accept-Language': locale }
  if (body && !form) headers['Content-Type'] = 'application/json'
  if (auth.token) headers.Authorization = auth.token
  let answer: Response
  let text: string
  try {
    answer = await fetch(path, { method, headers, body: form ? body : body && JSON.stringify(body) })
    text = await answer.text()
  } catch {
    throw new ApiError(0, 'network', undefined, {})
  }
  const read = parse(text)
  if (!answer.ok) throw await told(apiError(answer.status, (read as { data?: unknown } | null)?.data))
  return read as T
}

function parse(text: string): unknown {
  try {
    return text ? JSON.parse(text) : null
  } catch {
    return null
  }
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

/** Fetches what own records are written with, and what the server may say to it, before it is needed, so that a form does not wait for it. */
export function warmUp(): void {
  window.setTimeout(() => {
    sdk().catch(() => undefined)
    void loadRefusals()
  }, 1500)
}
