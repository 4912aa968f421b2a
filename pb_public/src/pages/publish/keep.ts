import { onScopeDispose, ref, shallowRef, watch } from 'vue'
import { dropDraft, moveDraft, peekDraft, useDraft } from '@/api/drafts'
import { toApiError } from '@/api/errors'
import { ownKey, signedIn } from '@/api/session'
import { addRow, changeRow, type NeedRow, type OfferRow } from '@/lib/records'
import type { BaseForm, Spec } from './spec'

export type Row = NeedRow | OfferRow
const pause = 4000

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
  if (!asNew && first && begunAs(spec.side) === first.id) moveDraft(draftKey(spec.side, ''), key)
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
    const side = spec.side
    row.value = row.value ? await changeRow(side, row.value.id, body) : await addRow(side, { ...body, ...owner() })
    known = now
    form.id = row.value.id
    form.base = row.value.updated
    savedAt.value = new Date()
    offline.value = false
    return made
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

  const quietly = (): void => {
    timer = undefined
    // After signing out there is nobody to save for.
    if (over || !signedIn.value || !row.value || !isOpen(status()) || !form.title.trim()) return
    save().catch((thrown: unknown) => { if (toApiError(thrown).status === 0) offline.value = true })
  }
  watch(() => form, () => {
    window.clearTimeout(timer)
    if (row.value && isOpen(status())) timer = window.setTimeout(quietly, pause)
  }, { deep: true })
  onScopeDispose(() => {
    if (timer === undefined) return
    window.clearTimeout(timer)
    quietly()
  })

  /** The work is done: nothing of it stays on the device. */
  function finish(): void {
    over = true
    window.clearTimeout(timer)
    draft.clear()
    dropDraft(key)
  }

  return { row, draft, elsewhere, savedAt, offline, status, save, saveSoftly, finish }
}
