import { reactive, shallowRef } from 'vue'
import { enterFor, type Entered } from '@/api/bench'
import { useDraft } from '@/api/drafts'
import { ownKey } from '@/api/session'
import { held } from '@/lib/again'
import { useForm } from '@/lib/form'
import type { Ready } from '@/lib/photo'
import { emptyEntry, entryBody, newId } from './entry'

/**
 * What is entered for somebody else: a record in `form`, kept as a draft on the device under `key`, and beside it how to reach
 * them and the proof that they agreed. `enter` sends all of it, once however often it is pressed; undefined when it did not go through.
 */
export function useEntry(collection: Parameters<typeof enterFor>[0], key: string, form: object, ids: Record<string, string> = {}) {
  const entry = reactive(emptyEntry())
  const draft = useDraft(ownKey(key), form)
  const proof = shallowRef<Ready[]>([])
  const id = newId()
  const state = useForm(ids)
  async function enter(columns: object, more: object = {}): Promise<Entered | undefined> {
    let answer: Entered | undefined
    const body = { record: { ...columns, id }, ...entryBody(entry), ...more }
    if (!(await state.submit(async () => { answer = await held(() => enterFor(collection, body, proof.value)) }))) return undefined
    draft.clear()
    return answer
  }
  return { ...state, entry, proof, enter }
}
