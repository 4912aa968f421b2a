import type PocketBase from 'pocketbase'
import type { RecordService } from 'pocketbase'
import { auth } from './store'
import { locale } from '@/words'

export type Sdk = PocketBase

let asked: Promise<Sdk> | undefined

/** PocketBase's own client. Visitors read without it, so it is fetched when somebody signs in or writes a record. */
export function sdk(): Promise<Sdk> {
  asked ??= import('pocketbase').then(
    ({ default: Client }) => {
      const client = new Client('/', auth as unknown as PocketBase['authStore'], locale)
      // Two parts of a page may ask for the same list at once; neither should lose its answer.
      client.autoCancellation(false)
      return client
    },
    (error: unknown) => {
      asked = undefined // the line was broken: the next call tries again
      throw new LineBroken(error)
    },
  )
  return asked
}

/** The client itself could not be fetched: to people, a lost connection. */
export class LineBroken extends Error {
  readonly status = 0
  constructor(cause: unknown) {
    super('could not fetch the client')
    this.cause = cause
  }
}

type Asking<T> = { [K in keyof T as T[K] extends (...args: never[]) => Promise<unknown> ? K : never]: T[K] }
/** What can be asked of a collection: every question is answered later anyway, so the client may come later too. */
export type Collection = Asking<RecordService>

/** PocketBase's client as far as pages use it; it arrives with the first question. */
export const pb = {
  collection(name: string): Collection {
    return new Proxy({} as Collection, {
      get: (_, verb) => async (...args: unknown[]) => {
        const service = (await sdk()).collection(name) as unknown as Record<PropertyKey, (...args: unknown[]) => Promise<unknown>>
        return service[verb]?.(...args)
      },
    })
  },
}
