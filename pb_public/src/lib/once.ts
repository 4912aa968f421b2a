import { ref } from 'vue'
import { toApiError } from '@/api/errors'
import { toast } from './toast'

/** What a button does that has no form: once at a time, and what went wrong is said at the edge of the page. */
export function useOnce() {
  const busy = ref(false)
  async function once(work: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await work()
    } catch (thrown) {
      toast(toApiError(thrown).sentence, 'bad')
    } finally {
      busy.value = false
    }
  }
  return { busy, once }
}
