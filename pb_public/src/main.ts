import './polyfill'
import './styles/index.css'
import { createApp, watch } from 'vue'
import App from './App.vue'
import { askAhead, forgetAhead } from './api/client'
import { loadSite } from './api/reference'
import { isMember, refreshSession, signedIn } from './api/session'
import { applyPrefs } from './lib/prefs'
import { allDrawn, pause } from './lib/turns'
import { refreshTitle } from './lib/title'
import { makeRouter } from './router'
import { loadWords, locale } from './words'

// After an upgrade an open page asks for parts that are gone: load the new page, once. On a line that is down the server does not
// answer, and a page that is loaded anew would be no page at all: what is open stays.
window.addEventListener('vite:preloadError', () => {
  const key = 'kjy.reloaded'
  if (sessionStorage.getItem(key) === location.href) return
  fetch('/', { method: 'HEAD', cache: 'no-store' }).then(() => {
    sessionStorage.setItem(key, location.href)
    location.reload()
  }, () => undefined)
})

async function start(): Promise<void> {
  applyPrefs()
  document.documentElement.lang = locale
  await pause()
  if (isMember.value && /^\/(me|publish)(\/|$)/.test(location.pathname)) askAhead('/api/portal/me')
  await pause()
  void refreshSession()
  await pause()
  // The frame stands without the site's name; it is filled in when the answer arrives.
  loadSite().then(refreshTitle, () => undefined)
  const app = createApp(App)
  await pause()
  const router = await makeRouter()
  await pause()
  app.use(router)
  await loadWords()
  // The page that the server wrote stays until the one that replaces it is there.
  await router.isReady().catch(() => undefined)
  const own = document.createElement('div')
  own.id = 'app'
  app.mount(own)
  await allDrawn()
  takePlace(own)
  forgetAhead()
  // Only an account keeps how the portal is shown.
  watch(signedIn, (on) => { if (on) import('./lib/account').then(({ keepPrefs }) => { keepPrefs() }, () => undefined) }, { immediate: true })
}

// Puts the page where the one that the server wrote has stood, with what was typed into that meanwhile.
function takePlace(own: HTMLElement): void {
  const old = document.getElementById('app')
  const typed = [...old?.querySelectorAll('input') ?? []].filter((one) => one.id && one.value !== one.defaultValue)
  const at = document.activeElement?.id
  old?.replaceWith(own)
  for (const { id, value } of typed) {
    const input = document.getElementById(id)
    if (!(input instanceof HTMLInputElement)) continue
    input.value = value
    input.dispatchEvent(new Event('input', { bubbles: true }))
  }
  if (at && document.activeElement === document.body) document.getElementById(at)?.focus()
}

void start()
