import '@/words/forms'
import { computed, reactive, ref } from 'vue'
import { warmUp } from '@/api/client'
import { fieldSentence, toApiError, type Issue } from '@/api/errors'
import { told } from '@/api/refusals'
import { t } from '@/words'

export type Issues = Record<string, Issue | string | undefined>

/**
 * The state of one form: what is wrong beside which input, and whether an answer is awaited. `ids` maps the server's
 * column names to the inputs' ids, where they differ; the rest keep their name.
 */
export function useForm(ids: Record<string, string> = {}) {
  warmUp()
  const errors = reactive<Record<string, string>>({})
  const whole = ref('')
  const busy = ref(false)
  const attempt = ref(0)
  const problems = computed(() => Object.entries(errors).map(([id, text]) => ({ id, text })))

  function clear(): void {
    for (const id of Object.keys(errors)) delete errors[id]
    whole.value = ''
  }

  /** Shows what the page itself found wrong; returns true when nothing was. */
  function check(found: Issues): boolean {
    clear()
    for (const [name, issue] of Object.entries(found)) {
      if (issue) errors[ids[name] ?? name] = typeof issue === 'string' ? issue : fieldSentence(issue)
    }
    if (Object.keys(errors).length === 0) return true
    attempt.value++
    return false
  }

  /** Does the work once at a time; what the server finds wrong goes beside the inputs. True when it went through. */
  async function submit(work: () => Promise<void>): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    clear()
    try {
      await work()
      return true
    } catch (thrown) {
      const error = await told(toApiError(thrown))
      for (const [name, issue] of Object.entries(error.fields)) errors[ids[name] ?? name] = fieldSentence(issue)
      if (Object.keys(errors).length === 0) whole.value = error.sentence || t('error.unknown')
      attempt.value++
      return false
    } finally {
      busy.value = false
    }
  }

  return { errors, whole, busy, attempt, problems, clear, check, submit }
}
