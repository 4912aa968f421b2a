import { computed, watch } from 'vue'
import { useRoute } from 'vue-router'
import { useLoad } from './load'
import { setTitle } from './title'
import { signedIn } from '@/api/session'

/** Loads the record whose id stands in the address, again when the person signs in or out, and names the page after it. */
export function useRecord<T>(get: (id: string) => Promise<T>, title: (record: T) => string) {
  const route = useRoute()
  const name = route.name
  const id = computed(() => (typeof route.params.id === 'string' ? route.params.id : ''))
  const loaded = useLoad(() => get(id.value), () => (route.name === name ? `${id.value} ${signedIn.value}` : undefined))
  watch(loaded.data, (record) => { if (record) setTitle(title(record)) })
  return { id, ...loaded }
}
