import './polyfill'
import './styles/index.css'
import { createApp } from 'vue'
import App from './App.vue'
import { loadSite } from './api/reference'
import { refreshSession } from './api/session'
import { keepPrefs } from './lib/account'
import { applyPrefs } from './lib/prefs'
import { refreshTitle } from './lib/title'
import { router } from './router'
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
  keepPrefs()
  document.documentElement.lang = locale
  // The frame stands without the site's name; it is filled in when the answer arrives.
  loadSite().then(refreshTitle, () => undefined)
  void refreshSession()
  const app = createApp(App).use(router)
  await loadWords()
  // The page that the server wrote stays until the one that replaces it is there.
  await router.isReady().catch(() => undefined)
  app.mount('#app')
}
void start()
