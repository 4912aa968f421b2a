import { defineAsyncComponent } from 'vue'

const load = (): Promise<typeof import('./FlowPhotos.vue')> => import('./FlowPhotos.vue')

/** The step of photos. Its works come right after the page: it does not wait for them, and they are there when the line goes down. */
export const FlowPhotos = defineAsyncComponent(load)
export const loadPhotos = (): void => { load().catch(() => undefined) }
