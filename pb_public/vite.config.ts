import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import browserslist from 'browserslist'
import { browserslistToTargets } from 'lightningcss'
import { byUse } from './vite.chunks.ts'
import { compressed } from './vite.compress.ts'
import { lean } from './vite.lean.ts'
import { forServer } from './vite.server.ts'

// Desks in public offices run browsers years old: this is the floor the portal promises.
const floor = ['chrome >= 87', 'safari >= 14', 'ios_saf >= 14', 'firefox >= 90', 'edge >= 88']

const main = fileURLToPath(new URL('./src/main.ts', import.meta.url))

// How often a page is opened, roughly: the front page most, then those that anybody may open, a dialog or a form of a tab least.
// The first part comes with all of them.
function likely(page: string): number {
  if (page === main) return 130
  if (/pages\/visit\/Home/.test(page)) return 12
  if (/pages\/publish\/Publish/.test(page)) return 6
  if (/pages\/(visit|account|letters|answer)\/\w+Page/.test(page)) return 3
  return /pages\/\w+(\/bench)?\/\w+Page/.test(page) ? 1 : 0.3
}

export default defineConfig({
  plugins: [vue(), icons({ compiler: 'vue3' }), lean(), forServer(), compressed()],
  // Nothing here is written in the older style of components, so Vue need not bring it along.
  define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' },
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  css: {
    transformer: 'lightningcss',
    lightningcss: { targets: browserslistToTargets(browserslist(floor)) },
  },
  build: {
    target: ['chrome87', 'safari14', 'firefox90', 'edge88'],
    cssMinify: 'lightningcss',
    assetsDir: 'assets',
    assetsInlineLimit: 2048,
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // A few files of a fair size: county lines have long round trips, and the server speaks HTTP/1.1 by itself.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [
            { name: 'vendor', test: /node_modules\/(vue|vue-router|@vue)\/|plugin-vue|rolldown/, priority: 3 },
            // Fetched together once somebody writes on a page for publishing.
            { name: 'publish-later', test: /pages\/publish\/(CheckAnswers|FlowMatches|TwinHint|DoneStep|TemplateDialog|later-words)|zh-CN\/publish-later/, priority: 3 },
            { name: 'need-later', test: /pages\/publish\/Need(Story|Terms)\./, priority: 3 },
            { name: byUse(main, likely), priority: 2 },
            { name: 'frame', test: /src\/|icons\//, priority: 1 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8090' } },
  test: { environment: 'happy-dom', setupFiles: ['src/test-setup.ts'], include: ['src/**/*.test.ts', 'vite.*.test.ts'] },
})
