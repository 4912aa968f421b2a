import { defineAsyncComponent } from 'vue'

// The works of later steps come after the page: it does not wait for them, and they are there when the line goes down.
const loads = {
  templates: () => import('./TemplateDialog.vue'),
  needStory: () => import('./NeedStory.vue'),
  check: () => import('./CheckAnswers.vue'),
  matches: () => import('./FlowMatches.vue'),
  twin: () => import('./TwinHint.vue'),
  done: () => import('./DoneStep.vue'),
  photos: () => import('./FlowPhotos.vue'),
  needTerms: () => import('./NeedTerms.vue'),
  offerTerms: () => import('./OfferTerms.vue'),
}
const pause = 1000 // milliseconds before a part that did not come is asked for again

// A line that breaks for a moment must not leave a hole in the page.
const soon = <C>(load: () => Promise<C>) => defineAsyncComponent({
  loader: load as never,
  onError: (_, again, fail, tries) => { if (tries < 20) window.setTimeout(again, pause * tries); else fail() },
}) as C extends { default: infer D } ? D : never

export const TemplateDialog = soon(loads.templates)
export const NeedStory = soon(loads.needStory)
export const CheckAnswers = soon(loads.check)
export const FlowMatches = soon(loads.matches)
export const TwinHint = soon(loads.twin)
export const DoneStep = soon(loads.done)
export const FlowPhotos = soon(loads.photos)
export const NeedTerms = soon(loads.needTerms)
export const OfferTerms = soon(loads.offerTerms)

const signs = ['pointerdown', 'keydown', 'focusin'] as const
const idle = 8000 // milliseconds: who only reads the first step has them by then, too

/** Fetches what one side's later steps need as soon as the person does something: the first step does not share the line with them. */
export function loadLater(side: 'needs' | 'offers'): void {
  const go = (): void => {
    for (const sign of signs) document.removeEventListener(sign, go)
    window.clearTimeout(timer)
    for (const load of [...(side === 'needs' ? [loads.needStory, loads.needTerms] : [loads.offerTerms]), loads.templates, loads.matches, loads.check, loads.twin, loads.photos, loads.done]) load().catch(() => undefined)
  }
  for (const sign of signs) document.addEventListener(sign, go)
  const timer = window.setTimeout(go, idle)
}
