import { auth } from '@/api/client'
import { ApiError, apiError } from '@/api/errors'
import { locale } from '@/words'

/** Sends a form with files and says how far it is, from 0 to 1: fetch cannot tell. Failures arrive as ApiError. */
export function upload<T>(path: string, form: FormData, progress: (part: number) => void): Promise<T> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('Accept-Language', locale)
    if (auth.token) request.setRequestHeader('Authorization', auth.token)
    request.upload.onprogress = (event) => { if (event.lengthComputable && event.total > 0) progress(event.loaded / event.total) }
    request.onload = () => {
      const read = parse(request.responseText)
      if (request.status >= 200 && request.status < 300) done(read as T)
      else fail(apiError(request.status, (read as { data?: unknown } | null)?.data))
    }
    request.onerror = request.onabort = request.ontimeout = () => fail(new ApiError(0, 'network', undefined, {}))
    request.send(form)
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
