import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'
import { toApiError, type ApiError } from '@/api/errors'

export interface Loaded<T> {
  data: ShallowRef<T | null>
  error: ShallowRef<ApiError | null>
  loading: Ref<boolean>
  reload(): Promise<void>
}

/** Loads something now and whenever `source` changes. A late answer to an earlier question is dropped. */
export function useLoad<T>(work: () => Promise<T>, source?: WatchSource): Loaded<T> {
  const data = shallowRef<T | null>(null)
  const error = shallowRef<ApiError | null>(null)
  const loading = ref(false)
  let turn = 0
  async function reload(): Promise<void> {
    const mine = ++turn
    loading.value = true
    error.value = null
    try {
      const answer = await work()
      if (mine === turn) data.value = answer
    } catch (thrown) {
      if (mine === turn) error.value = toApiError(thrown)
    } finally {
      if (mine === turn) loading.value = false
    }
  }
  if (source) watch(source, reload)
  void reload()
  return { data, error, loading, reload }
}
