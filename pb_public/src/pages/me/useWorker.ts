import { reactive, ref, type Ref } from 'vue'
import { act, getMe } from '@/api/portal'
import { dropDraft, peekDraft, useDraft } from '@/api/drafts'
import { toApiError } from '@/api/errors'
import { ownKey } from '@/api/session'
import type { MeMember } from '@/api/types'
import { held } from '@/lib/again'
import { useClarity } from '@/lib/clarity'
import { useForm } from '@/lib/form'
import { addRow, changeRow, type WorkerRow } from '@/lib/records'
import { toast } from '@/lib/toast'
import { t } from '@/words'
import { asSkill, draftIssues, publicIssues, skillIds, workerColumns, type WorkerForm } from './worker'

/** Keeps, saves and submits a worker's profile. `asks`: it is not public yet, so saving also asks for review. */
export function useWorker(form: WorkerForm, member: () => MeMember, row: WorkerRow | null, asks: Ref<boolean>) {
  const key = ownKey('worker')
  const kept = peekDraft(key)
  // Changed elsewhere since this device last kept it: the record on the server counts.
  if (row && kept && Date.parse(kept.at) < Date.parse(row.updated.replace(' ', 'T'))) dropDraft(key)
  const device = useDraft(key, form)
  form.consent = false
  const state = useForm(skillIds)
  const unverified = ref(false)
  const { score, hints } = useClarity('offers', () => asSkill(form))
  let id = row?.id ?? member().worker?.id ?? ''

  async function save(): Promise<void> {
    const body = workerColumns(form)
    const saved = id ? await changeRow('workers', id, body) : await addRow('workers', { ...body, member: member().id })
    id = saved.id
  }

  /** Puts the profile on the server without asking for review; true when it is there. */
  async function draft(): Promise<boolean> {
    if (Object.values(draftIssues(form)).some(Boolean)) {
      toast(t('worker.draft_here'))
      return false
    }
    const done = await state.submit(save)
    if (done) toast(t('worker.draft_saved'))
    return done
  }

  async function send(): Promise<'pending' | 'auto' | 'saved' | ''> {
    unverified.value = false
    if (!state.check(publicIssues(form, asks.value))) return ''
    let end: 'pending' | 'auto' | 'saved' = 'saved'
    const done = await state.submit(async () => {
      await save()
      if (asks.value) end = await submitted()
    })
    if (!done) return ''
    device.clear()
    return end
  }

  async function submitted(): Promise<'pending' | 'auto'> {
    const me = await held(getMe)
    const offer = me.kind === 'member' ? me.worker?.offer : undefined
    try {
      const result = await held(() => act('offers', offer ?? '', 'submit', { consent: true }))
      return result.auto_published ? 'auto' : 'pending'
    } catch (thrown) {
      unverified.value = toApiError(thrown).code === 'unverified_account'
      throw thrown
    }
  }

  return reactive({ ...state, unverified, score, hints, restored: device.restored, savedAt: device.savedAt, touch: device.touch, draft, send })
}
