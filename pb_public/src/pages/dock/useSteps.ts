import { ref, type ShallowRef } from 'vue'
import { step, type DockAction, type Docking, type StepBody } from '@/api/dockings'
import { ApiError, toApiError } from '@/api/errors'
import { held } from '@/lib/again'
import { refreshWaits } from '@/lib/waits'
import { label } from '@/words'

/**
 * Takes steps of one docking. When it has moved on meanwhile, the present state is loaded and the error says what it is:
 * whatever was typed stays where it is.
 */
export function useSteps(docking: ShallowRef<Docking | null>, reload: () => Promise<void>) {
  const moved = ref('')

  async function take(work: () => Promise<Docking>): Promise<void> {
    const before = docking.value
    try {
      docking.value = await held(work)
      moved.value = ''
      void refreshWaits(true)
    } catch (thrown) {
      const error = toApiError(thrown)
      if (error.status !== 409 && error.status !== 404) throw error
      await reload()
      const now = docking.value
      if (!now || (now.state === before?.state && error.code !== 'unlawful_step')) throw error
      moved.value = label('docking_state', now.state)
      throw new ApiError(409, 'docking_moved', { state: moved.value }, {})
    }
  }

  const act = (action: DockAction, body: StepBody = {}): Promise<void> => {
    const id = docking.value?.id ?? ''
    return take(() => step(id, action, body))
  }
  return { act, take, moved }
}
