import './polyfill'
import './styles/index.css'
import { createApp } from 'vue'
import App from './App.vue'
import { loadSite } from './api/reference'
import { refreshSession } from './api/session'
import { applyPrefs } from './lib/prefs'
import { refreshTitle } from './lib/title'
import { router } from './router'
import { loadWords, locale } from './words'

// After an upgrade an open page asks for parts that are gone: load the new page, once. A broken line is no upgrade.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'kjy.reloaded'
  if (!navigator.onLine || sessionStorage.getItem(key) === location.href) return
  sessionStorage.setItem(key, location.href)
  event.preventDefault()
  location.reload()
})

async function start(): Promise<void> {
  applyPrefs()
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
