import { computed } from 'vue'
import { getMe } from '@/api/portal'
import type { MeMember, MeStaff } from '@/api/types'
import { held } from './again'
import { useLoad } from './load'

/** Who is signed in and what waits for them. */
export function useSelf() {
  const loaded = useLoad(() => held(getMe))
  const member = computed<MeMember | null>(() => (loaded.data.value?.kind === 'member' ? loaded.data.value : null))
  const staff = computed<MeStaff | null>(() => (loaded.data.value?.kind === 'staff' ? loaded.data.value : null))
  return { ...loaded, member, staff }
}
