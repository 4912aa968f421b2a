import type { ApiError } from './errors'
import { has } from '@/words'

/** Fetches the sentences of what only the server finds wrong. Where that fails, an error reads as its status. */
export function loadRefusals(): Promise<unknown> {
  return import('@/words/refusals').catch(() => undefined)
}

/** The same error, once there is a sentence for each of its codes. */
export async function told(error: ApiError): Promise<ApiError> {
  const codes = [error.code, ...Object.values(error.fields).map((issue) => issue.code)]
  if (error.status > 0 && codes.some((code) => !has(`error.${code}`))) await loadRefusals()
  return error
}
