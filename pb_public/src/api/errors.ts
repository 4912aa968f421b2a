import { has, t, type Params } from '@/words'

export interface Issue { code: string; params?: Params }

/** What went wrong with a request: for single inputs in `fields`, for the whole in `code`. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly params: Params | undefined,
    readonly fields: Record<string, Issue>,
  ) {
    super(`${status} ${code}`)
    this.name = 'ApiError'
  }

  /** The sentence for the request as a whole. */
  get sentence(): string {
    return sentence(this.code, this.params, this.status)
  }
}

interface RawIssue { code?: unknown; params?: unknown }

/** Reads whatever was thrown into an ApiError: its own, or that of PocketBase's client. Server texts are never shown: only codes are translated. */
export function toApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown
  const { status, response } = (thrown ?? {}) as { status?: unknown; response?: { data?: unknown } }
  if (!(thrown instanceof Error) || typeof status !== 'number') return new ApiError(-1, 'unknown', undefined, {})
  return apiError(status, response?.data)
}

/** The error of an answer with this status and these codes; status 0 is an answer that never came. */
export function apiError(status: number, data: unknown): ApiError {
  if (status === 0) return new ApiError(0, 'network', undefined, {})
  const fields: Record<string, Issue> = {}
  let whole: Issue | undefined
  for (const [name, raw] of Object.entries((data ?? {}) as Record<string, RawIssue>)) {
    const issue = readIssue(raw)
    if (!issue) continue
    if (name === 'error') whole = issue
    else fields[name] = issue
  }
  return new ApiError(status, whole?.code ?? `status_${status}`, whole?.params, fields)
}

function readIssue(raw: RawIssue | null | undefined): Issue | null {
  if (!raw || typeof raw.code !== 'string') return null
  const params: Params = {}
  for (const [name, value] of Object.entries((raw.params ?? {}) as Record<string, unknown>)) {
    if (typeof value === 'string' || typeof value === 'number') params[name] = value
  }
  return { code: raw.code, params }
}

/** The Chinese sentence of a code; an unknown code reads as its status, and that failing as the generic sentence. */
export function sentence(code: string, params?: Params, status?: number): string {
  const key = `error.${code}`
  if (has(key)) return t(key, params)
  const byStatus = `error.status_${status ?? 0}`
  return has(byStatus) ? t(byStatus) : t('error.unknown')
}

/** The sentence beside one input; an unknown code reads as "请检查". */
export function fieldSentence(issue: Issue): string {
  const key = `error.${issue.code}`
  return has(key) ? t(key, issue.params) : t('error.validation_invalid_value')
}
