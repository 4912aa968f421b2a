import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { dropDraft, moveDraft, peekDraft, useDraft } from '@/api/drafts'
import { forgetFiles, keptFiles, moveFiles } from '@/api/kept'
import { toApiError } from '@/api/errors'
import { ownKey, signedIn } from '@/api/session'
import { addRow, changeRow, readRow, type NeedRow, type OfferRow } from '@/lib/records'
import { lengthOf } from '@/lib/tidy'
import type { BaseForm, Spec } from './spec'

export type Row = NeedRow | OfferRow
const pause = 4000
const letters = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** An id as the server makes them. */
export function newId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(15)), (one) => letters[one % letters.length]).join('')
}

export const draftKey = (side: string, id: string): string => ownKey(`${side}.${id || 'new'}`)

/** The record that a posting begun on this device as new has become; empty when it has none yet. */
export function begunAs(side: string): string {
  const id = peekDraft(draftKey(side, ''))?.value.id
  return typeof id === 'string' ? id : ''
}

/** Texts that wait for their owner; what stands in public changes only when the owner says so. */
export const isOpen = (status: string): boolean => status === '' || status === 'draft' || status === 'returned'

/** Keeps a posting's form: on this device with every pause in typing, and on the server as soon as there is a title. */
export function useKeep<F extends BaseForm>(spec: Spec<F>, form: F, first: Row | null, owner: () => object, asNew: boolean) {
  const row = shallowRef<Row | null>(first)
  const key = draftKey(spec.side, asNew || !first ? '' : first.id)
  if (!asNew && first && begunAs(spec.side) === first.id) {
    moveDraft(draftKey(spec.side, ''), key)
    void moveFiles(draftKey(spec.side, ''), key)
  }
  const kept = peekDraft(key)
  // Somebody else, or the same person elsewhere, has changed the record since: the later of the two counts.
  const elsewhere = !!(first && kept && kept.value.base !== first.updated && Date.parse(kept.at) < Date.parse(first.updated.replace(' ', 'T')))
  if (elsewhere) dropDraft(key)
  const draft = useDraft(key, form)
  // Assigning the same again would count as typing.
  if (form.id !== (first?.id ?? '')) form.id = first?.id ?? ''
  if (form.base !== (first?.updated ?? '')) form.base = first?.updated ?? ''

  const savedAt = ref<Date | null>(null)
  const offline = ref(false)
  const status = (): string => row.value?.status ?? ''
  // Photos that were left behind on this device and are not with the record yet.
  const photos = ref(0)
  const countPhotos = (): void => { void keptFiles(key).then((rows) => { photos.value = rows.length }) }
  countPhotos()
  const text = (): string => JSON.stringify(spec.columns(form))
  let known = first ? '' : text()
  let line: Promise<unknown> = Promise.resolve()
  let over = false
  let timer: number | undefined

  /** One write after the other; true when this one made the record. */
  function save(): Promise<boolean> {
    const turn = line.catch(() => undefined).then(write)
    line = turn
    return turn
  }

  async function write(): Promise<boolean> {
    const now = text()
    if (row.value && now === known) return false
    const body = spec.columns(form)
    const made = !row.value
    row.value = row.value ? await changeRow(spec.side, row.value.id, body) : await make(body)
    known = now
    form.id = row.value.id
    form.base = row.value.updated
    savedAt.value = new Date()
    offline.value = false
    return made
  }

  /** Makes the record under an id chosen here: when an answer is lost on the way, asking again finds it instead of making another. */
  async function make(body: Record<string, unknown>): Promise<Row> {
    form.mark ||= newId()
    draft.flush()
    try {
      return await addRow(spec.side, { id: form.mark, ...body, ...owner() })
    } catch (thrown) {
      if (!toApiError(thrown).fields.id) throw thrown
    }
    const there = await readRow(spec.side, form.mark).catch(() => null)
    if (there && isOpen(there.status)) return changeRow(spec.side, there.id, body)
    // It has gone its own way since: what is written here is another one.
    form.mark = newId()
    draft.flush()
    return addRow(spec.side, { id: form.mark, ...body, ...owner() })
  }

  /** Saves if it can; a lost connection is noted and does not stop the person. */
  async function saveSoftly(): Promise<boolean> {
    try {
      return await save()
    } catch (thrown) {
      if (toApiError(thrown).status !== 0) throw thrown
      offline.value = true
      return false
    }
  }

  const makeable = (): boolean =>
    !!form.kind && !!form.region && lengthOf(form.title.trim()) >= 4 && Object.values(owner()).some(Boolean)
  const quietly = (): void => {
    timer = undefined
    // After signing out there is nobody to save for; while another window has a say, none of the two is right.
    if (over || draft.clash.value || !signedIn.value || !isOpen(status()) || !form.title.trim() || !(row.value || makeable())) return
    save().catch((thrown: unknown) => { if (toApiError(thrown).status === 0) offline.value = true })
  }
  watch(() => form, () => {
    window.clearTimeout(timer)
    if (!over && isOpen(status())) timer = window.setTimeout(quietly, pause)
  }, { deep: true })
  onScopeDispose(() => {
    if (timer === undefined) return
    window.clearTimeout(timer)
    quietly()
  })

  /** Takes over what the server says of the record after a change that did not come from the form. */
  function refresh(now: Record<string, unknown>): void {
    if (!row.value || now.id !== row.value.id) return
    row.value = { ...row.value, ...now } as Row
    form.base = row.value.updated
  }

  /** The work is done: nothing of it stays on the device. */
  function finish(): void {
    over = true
    window.clearTimeout(timer)
    draft.clear()
    dropDraft(key)
    void forgetFiles(key)
  }

  return { row, key, photos, countPhotos, draft, elsewhere, savedAt, offline, status, save, saveSoftly, refresh, finish }
}
