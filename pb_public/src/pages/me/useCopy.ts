import { useRouter } from 'vue-router'
import type { Side } from '@/api/portal'
import { dayOf } from '@/lib/format'
import { useOnce } from '@/lib/once'
import { addRow, readRow } from '@/lib/records'
import { toast } from '@/lib/toast'
import { t } from '@/words'

/** Copies a posting into a draft on the server, and goes there. */
export function useCopy() {
  const router = useRouter()
  const { busy, once } = useOnce()
  const copy = (side: Side, id: string): Promise<void> => once(async () => {
    // What publishing knows is a part of its own: it comes when it is needed.
    const { copied } = await import('@/pages/publish/copied')
    const made = await addRow(side, copied(side, await readRow(side, id), dayOf(new Date())))
    toast(t('me.row_copied'))
    await router.push(`/publish/${side === 'needs' ? 'need' : 'offer'}/${made.id}?step=check`)
  })
  return { busy, copy }
}
