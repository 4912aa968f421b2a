import { signedIn, refreshSession } from '@/api/session'
import { auth } from '@/api/client'
import { toApiError } from '@/api/errors'
import { router } from '@/router'
import { toast } from './toast'
import { t } from '@/words'

/**
 * Does something that needs a sign-in. When the server refuses and the sign-in turns out to be over, the person is asked to
 * sign in again and comes back to the same place; drafts on the device hold what was typed. The refusal is thrown on all the same.
 */
export async function held<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (thrown) {
    const error = toApiError(thrown)
    const bare = Object.keys(error.fields).length === 0
    if (bare && [400, 401, 403, 404].includes(error.status) && (await isOver())) askAgain()
    throw error
  }
}

// An expired token is known here; a revoked one only to the server.
async function isOver(): Promise<boolean> {
  if (!auth.isValid) auth.clear()
  await refreshSession()
  return !signedIn.value
}

function askAgain(): void {
  const here = router.currentRoute.value
  if (here.name === 'sign-in') return
  toast(t('session.over'), 'bad')
  void router.push({ name: 'sign-in', query: { next: here.fullPath, ...(here.meta.who === 'staff' ? { staff: '1' } : {}) } })
}
