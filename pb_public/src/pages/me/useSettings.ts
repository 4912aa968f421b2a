import type { MeMember } from '@/api/types'
import { useForm } from '@/lib/form'
import { changeRow } from '@/lib/records'
import { toast } from '@/lib/toast'
import { t } from '@/words'

/** A form of one's settings: `change` saves columns of the account, says so, and calls `changed`. */
export function useSettings(member: () => MeMember, changed: () => void, ids: Record<string, string> = {}) {
  const form = useForm(ids)
  async function change(columns: object): Promise<void> {
    if (!(await form.submit(async () => { await changeRow('members', member().id, columns) }))) return
    toast(t('settings.saved'))
    changed()
  }
  return { ...form, change }
}
