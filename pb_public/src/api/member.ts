import { auth, call, get, pb, post } from './client'
import { ApiError, toApiError } from './errors'
import type { Side } from './portal'
import type { List, MatchItem, MatchPart, NeedCard, OfferCard, Place } from './types'

// What members and the desk do beyond the public pages. Shapes as in docs/api.md.

/** What a draft would match if it were published now; `offer` or `need` is the other side. */
export interface PreviewItem extends Pick<MatchItem, 'grade' | 'terms' | 'missing' | 'why'> {
  parts: Pick<MatchPart, 'name' | 'note'>[]
  offer?: OfferCard
  need?: NeedCard
}
/** `ready` is false while matching is being prepared, as after a restart: ask again later. */
export interface Preview { reco_on: boolean; ready: boolean; items: PreviewItem[] }

export const previewMatches = (collection: Side, record: object) => post<Preview>('/api/portal/preview', { collection, record })

/** Signs every other device out; this one goes on with a new sign-in. */
export async function endSessions(): Promise<void> {
  const answer = await post<{ token: string; record: NonNullable<typeof auth.record> }>('/api/portal/me/sessions/end')
  auth.save(answer.token, answer.record)
}

export type FileHolder = 'offers' | 'needs' | 'workers'

const row = (collection: FileHolder, id: string) => ({ collection: pb.collection(collection), id })

/** Adds one file to a column and answers the record as it is then. */
export function addFile(collection: FileHolder, id: string, column: string, file: Blob, name: string): Promise<Record<string, unknown>> {
  const body = new FormData()
  body.append(`${column}+`, file, name)
  const at = row(collection, id)
  return call(() => at.collection.update(at.id, body))
}

export function dropFile(collection: FileHolder, id: string, column: string, name: string): Promise<Record<string, unknown>> {
  const at = row(collection, id)
  return call(() => at.collection.update(at.id, { [`${column}-`]: [name] }))
}

/** The bytes of a file, for those who may have it: a plain link would come without the sign-in. */
export function loadFile(collection: FileHolder, id: string, name: string): Promise<Blob> {
  return loadBlob(`/api/portal/${[collection, id, 'files', name].map(encodeURIComponent).join('/')}`)
}

/** The bytes behind an address of the portal, asked for with the sign-in. */
export async function loadBlob(path: string): Promise<Blob> {
  let answer: Response
  try {
    answer = await fetch(path, { headers: auth.token ? { Authorization: auth.token } : {} })
  } catch (thrown) {
    throw thrown instanceof TypeError ? new ApiError(0, 'network', undefined, {}) : toApiError(thrown)
  }
  if (!answer.ok) throw new ApiError(answer.status, `status_${answer.status}`, undefined, {})
  return answer.blob()
}

export type DeskList = 'needs' | 'offers' | 'workers' | 'orgs'
/** One record in a list of the desk; what `kind` and `owner` mean depends on the list. */
export interface RecordRow {
  id: string; kind: string; title: string; owner: string; place: Place; status: string; verify: string; clarity: number
  created: string; updated: string; last_confirmed: string
}
export const listRecords = (list: DeskList, query: Record<string, string | number | undefined>) => get<List<RecordRow>>(`/api/portal/records/${list}`, query)
