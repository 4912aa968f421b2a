import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import vue from '@vitejs/plugin-vue'
import icons from 'unplugin-icons/vite'
import browserslist from 'browserslist'
import { browserslistToTargets } from 'lightningcss'
import { compressed } from './vite.compress.ts'
import { lean } from './vite.lean.ts'
import { forServer } from './vite.server.ts'

// Desks in public offices run browsers years old: this is the floor the portal promises.
const floor = ['chrome >= 87', 'safari >= 14', 'ios_saf >= 14', 'firefox >= 90', 'edge >= 88']

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
            { name: 'vendor', test: /node_modules\/(vue|vue-router|@vue)\/|plugin-vue|rolldown/, priority: 9 },
            { name: 'compress', test: /node_modules\/(compressorjs|blueimp-canvas-to-blob|is-blob)\/|lib\/photo\.|parts\/FileField\.|FlowPhotos\.|WorkerEvidence\./, priority: 10 },
            { name: 'files', test: /parts\/(FileList|fileWords)|words\/zh-CN\/files\./, priority: 10 },
            // Dockings: what the list and one's own page need, one docking, its conversation, its outcome, what is printed.
            { name: 'dock', test: /lib\/clock\.|parts\/ClockMark\.|pages\/dock\/(words|DockingsPage|DockingRow)\.|pages\/me\/DockingsWaiting\.|words\/zh-CN\/docking\.|icons\/lucide\/(clock|circle-pause)(\.|$)/, priority: 10 },
            { name: 'dock-talk', test: /pages\/dock\/(Talk\w+|useTalk|talk|moreWords)\.|lib\/(live|upload)\.|words\/zh-CN\/docking-more\.|icons\/lucide\/(paperclip|send-horizontal)(\.|$)/, priority: 10 },
            { name: 'dock-outcome', test: /pages\/dock\/(Outcome(Form|Card|Facts)|ProofField|ReviewCard|outcome|StepForm|DeclineForm)\./, priority: 10 },
            { name: 'docking', test: /pages\/dock\/(?!ContractPage|ServicePage)|icons\/lucide\/headset(\.|$)/, priority: 9 },
            { name: 'paper', test: /pages\/dock\/(ContractPage|ServicePage)|icons\/lucide\/printer(\.|$)/, priority: 9 },
            { name: 'express', test: /parts\/(ExpressForm|expressWords)\.|lib\/express\.|words\/zh-CN\/(express|dock-errors)\./, priority: 9 },
            { name: 'box', test: /icons\/lucide\/(handshake|check)(\.|$)|parts\/(DialogBox|ExpressButton|MatchText)\.|lib\/stretches\./, priority: 9 },
            { name: 'again', test: /lib\/(again|self)\.|api\/dockings\./, priority: 9 },
            { name: 'dialog', test: /node_modules\/(?!\.vite|pocketbase|uqr)|parts\/DialogPanel\./, priority: 8 },
            { name: 'table', test: /parts\/(DataTable|TimeLine)\.|lib\/diff\./, priority: 8 },
            { name: 'likeness', test: /lib\/likeness\./, priority: 8 },
            { name: 'parts-all', test: /pages\/parts\/\w+Parts\./, priority: 9 },
            { name: 'parts', test: /src\/(pages\/parts\/|words\/zh-CN\/parts-page)/, priority: 8 },
            { name: 'match', test: /parts\/Match(Card|Picks|Section)\.|lib\/compare\./, priority: 8 },
            { name: 'desk', test: /parts\/(DeskPanel|ClarityMeter)\./, priority: 7 },
            // What members and the desk write with, and what only they see: visitors do without.
            { name: 'write', test: /parts\/(DateInput|SelectInput|FieldPicker|StepFrame|KeywordInput|ExampleBox|ResendVerify)\.|lib\/(picture|fields|records|names|explained|uscc|clarity)\.|api\/member\.|words\/zh-CN\/file-errors\.|icons\/lucide\/(file-text|camera|check|pen-line|circle-check|users-round|settings|id-card|files|circle)(\.|$)/, priority: 8 },
            { name: 'form', test: /parts\/(FormField|TextInput|TextArea|PasswordInput|CheckBox|ChoiceGroup|RegionPicker|ErrorSummary|DonePanel)|words\/(forms|zh-CN\/(account|errors))\.|lib\/(form|login|next|token|tidy)\./, priority: 7 },
            { name: 'frame', test: /src\/(parts|lib|api|styles)\/|src\/words\/(?!en|zh-CN\/(texts|letters))|icons\//, priority: 6 },
            { name: 'standing', test: /pages\/visit\/(About|Privacy|Accessibility)|zh-CN\/texts|parts\/StandingText|lib\/standing/, priority: 8 },
            { name: 'letters', test: /pages\/letters\/|zh-CN\/letters/, priority: 8 },
            ...['account', 'visit'].map((name) => ({ name, test: new RegExp(`src/pages/${name}/`), priority: 5 })),
            { name: 'me-words', test: /words\/zh-CN\/me(-more)?\.|pages\/me\/(words|worker|org|waiting|useWorker)\.ts|pages\/me\/me\.css/, priority: 8 },
            { name: 'me-settings', test: /pages\/me\/Settings/, priority: 8 },
            { name: 'me-edit', test: /pages\/me\/(Worker|Org|Team)/, priority: 8 },
            { name: 'templates', test: /pages\/publish\/templates\./, priority: 9 },
            { name: 'me-compare', test: /pages\/me\/(ComparePage|compare\.)/, priority: 8 },
            { name: 'records', test: /pages\/staff\/RecordsPage/, priority: 8 },
            { name: 'invite', test: /pages\/staff\/InvitePage/, priority: 8 },
            { name: 'need', test: /pages\/publish\/(Need\w+|PublishNeed\w+|need)\./, priority: 8 },
            { name: 'offer', test: /pages\/publish\/(Offer\w+|PublishOffer\w+|offer)\./, priority: 8 },
            ...['me', 'publish', 'staff'].map((name) => ({ name, test: new RegExp(`src/(pages/${name}/|words/zh-CN/${name}[.-])`), priority: 7 })),
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8090' } },
  test: { environment: 'happy-dom', setupFiles: ['src/test-setup.ts'], include: ['src/**/*.test.ts'] },
})
