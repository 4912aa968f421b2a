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
            // Dockings: what the list and one's own page need, one docking, its conversation, its outcome, what is printed.
            { name: 'dock', test: /lib\/clock\.|parts\/ClockMark\.|pages\/dock\/(words|DockingsPage|DockingRow)\.|pages\/me\/DockingsWaiting\.|words\/zh-CN\/docking\.|icons\/lucide\/(clock|circle-pause)(\.|$)/, priority: 10 },
            { name: 'dock-talk', test: /pages\/dock\/(Talk\w+|useTalk|talk|moreWords)\.|lib\/(live|upload)\.|words\/zh-CN\/docking-more\.|icons\/lucide\/(paperclip|send-horizontal)(\.|$)/, priority: 10 },
            { name: 'dock-outcome', test: /pages\/dock\/(Outcome(Form|Card|Facts)|ProofField|ReviewCard|outcome|StepForm|DeclineForm)\./, priority: 10 },
            { name: 'docking', test: /pages\/dock\/(?!ContractPage|ServicePage)|icons\/lucide\/headset(\.|$)/, priority: 9 },
            { name: 'paper', test: /pages\/dock\/(ContractPage|ServicePage)|icons\/lucide\/printer(\.|$)/, priority: 9 },
            { name: 'express', test: /parts\/(ExpressForm|expressWords)\.|lib\/express\.|words\/zh-CN\/(express|dock-errors)\./, priority: 9 },
            { name: 'dock-api', test: /api\/dockings\./, priority: 9 },
            // The broker's workbench: what its lists and one case share, the forms of entering for somebody.
            { name: 'bench', test: /api\/bench\.|words\/zh-CN\/workbench\.|staff\/bench\/(words|keys|BenchKeys|CaseClock)/, priority: 10 },
            { name: 'bench-case', test: /staff\/bench\/(CasePage|CaseNow|SideCard|WhyCard|VisitsCard|PhoneForm|HandForm|StepForm|steps)/, priority: 10 },
            { name: 'bench-forms', test: /staff\/bench\/(VisitForm|ProofPicker)/, priority: 10 },
            { name: 'bench-pick', test: /staff\/bench\/(people|OrgPick|PostingPick|NeedFields)/, priority: 10 },
            { name: 'bench-enter', test: /staff\/bench\/(Enter\w+|ConsentFields|entry)/, priority: 10 },
            { name: 'box', test: /icons\/lucide\/(handshake|check)(\.|$)|parts\/(DialogBox|ExpressButton|MatchText)\.|lib\/stretches\./, priority: 9 },
            { name: 'dialog', test: /node_modules\/(?!\.vite|pocketbase|uqr)|parts\/DialogPanel\./, priority: 8 },
            // Public pages: what all of them show is in the frame, beside it come the parts of lists, of details, of the home page.
            { name: 'lists', test: /pages\/visit\/\w+sPage|parts\/(ListFrame|FilterBar|PagingBar|OrgTile)\.|lib\/(filters|typing)\.|lucide\/sliders/, priority: 8 },
            { name: 'details', test: /pages\/visit\/(Need|Offer|Worker|Team|Org)Page|parts\/(DetailFrame|ShareBar|RelatedSection|SignInHint)\.|lucide\/(qr-code|phone|copy|share-2|flag)(\.|$)/, priority: 8 },
            { name: 'reading', test: /parts\/(TextBlock|FactList|StandingText)\.|lib\/(posting|worker|record)\./, priority: 8 },
            { name: 'news', test: /pages\/visit\/(News|Notice)Page/, priority: 9 },
            { name: 'home', test: /pages\/visit\/(Home|Cloud)|lucide\/arrow-right/, priority: 8 },
            { name: 'missing', test: /pages\/visit\/NotFound/, priority: 8 },
            { name: 'standing', test: /pages\/visit\/(About|Privacy|Accessibility)|zh-CN\/texts|lib\/standing/, priority: 9 },
            { name: 'link-broken', test: /pages\/account\/LinkBroken/, priority: 10 },
            { name: 'links', test: /pages\/answer\/|OneClickPage|zh-CN\/links\./, priority: 9 },
            { name: 'account', test: /pages\/account\/|zh-CN\/account\./, priority: 8 },
            { name: 'letters', test: /pages\/letters\/|zh-CN\/letters|lib\/about\./, priority: 8 },
            { name: 'parts-all', test: /pages\/parts\/\w+Parts\./, priority: 9 },
            { name: 'parts', test: /src\/(pages\/parts\/|words\/zh-CN\/parts-page)/, priority: 8 },
            // What is written with: every form; the longer ones; and what signed-in people's pages share.
            { name: 'form', test: /parts\/(FormField|TextInput|TextArea|SelectInput|PasswordInput|CheckBox|ChoiceGroup|ErrorSummary|DonePanel)|words\/(forms|zh-CN\/(inputs|errors))\.|lib\/(form|login|next|token|tidy)\./, priority: 7 },
            { name: 'write', test: /parts\/(FieldPicker|KeywordInput)\.|lib\/fields\./, priority: 8 },
            { name: 'region', test: /parts\/RegionPicker\./, priority: 8 },
            { name: 'signed', test: /parts\/(DialogBox|MatchText|ExampleBox|ClarityMeter|ResendVerify)\.|lib\/(again|self|clarity|explained|names|records|stretches|picture)\.|api\/(member|kept)\.|words\/zh-CN\/file-errors\.|lucide\/(file-text|pen-line|camera|check|circle-check)(\.|$)/, priority: 8 },
            { name: 'files', test: /parts\/(FileList|fileWords)|words\/zh-CN\/files\./, priority: 10 },
            { name: 'table', test: /parts\/(DataTable|TimeLine)\.|lib\/diff\./, priority: 8 },
            { name: 'desk', test: /parts\/DeskPanel\./, priority: 8 },
            { name: 'match', test: /parts\/Match(Card|Picks|Section)\.|lib\/compare\./, priority: 8 },
            // A member's own pages.
            { name: 'me-words', test: /words\/zh-CN\/me(-more)?\.|pages\/me\/(words\.ts|me\.css)/, priority: 9 },
            { name: 'waiting', test: /pages\/me\/(waiting|Waiting|Own|useCopy)/, priority: 9 },
            { name: 'me-postings', test: /pages\/me\/PostingsPage/, priority: 9 },
            { name: 'me-settings', test: /pages\/me\/(Settings|settings-words)|zh-CN\/me-settings/, priority: 9 },
            { name: 'me-worker', test: /pages\/me\/(Worker|worker|useWorker)/, priority: 9 },
            { name: 'me-org', test: /pages\/me\/(Org|org)|lib\/uscc\./, priority: 9 },
            { name: 'me-team', test: /pages\/me\/Team/, priority: 9 },
            { name: 'me-compare', test: /pages\/me\/(ComparePage|compare\.)/, priority: 9 },
            { name: 'desk-home', test: /pages\/me\/DeskHome/, priority: 9 },
            { name: 'me', test: /pages\/me\/|lucide\/(users-round|settings|id-card|files|circle)(\.|$)/, priority: 8 },
            // Publishing: what the steps show first, what follows right after the page, and each side's own.
            { name: 'templates', test: /pages\/publish\/templates\./, priority: 9 },
            { name: 'copied', test: /pages\/publish\/copied\./, priority: 10 },
            { name: 'need-later', test: /pages\/publish\/NeedTerms|parts\/DateInput\./, priority: 10 },
            { name: 'offer-later', test: /pages\/publish\/OfferTerms/, priority: 10 },
            { name: 'publish-later', test: /pages\/publish\/(CheckAnswers|FlowMatches|TwinHint|DoneStep|later-words)|zh-CN\/publish-later/, priority: 10 },
            { name: 'need', test: /pages\/publish\/(Need\w+|PublishNeed\w+|need[\w-]*)\.|zh-CN\/publish-need/, priority: 9 },
            { name: 'offer', test: /pages\/publish\/(Offer\w+|PublishOffer\w+|offer[\w-]*)\.|zh-CN\/publish-offer/, priority: 9 },
            { name: 'publish', test: /src\/(pages\/publish\/|words\/zh-CN\/publish)|parts\/StepFrame\.|lib\/likeness\./, priority: 8 },
            // The desk's pages.
            { name: 'staff-words', test: /words\/zh-CN\/staff|pages\/staff\/(words|staff\.css)/, priority: 9 },
            { name: 'records', test: /pages\/staff\/RecordsPage/, priority: 9 },
            { name: 'invite', test: /pages\/staff\/InvitePage/, priority: 9 },
            { name: 'staff', test: /pages\/staff\/(?!bench\/)/, priority: 8 },
            { name: 'frame', test: /src\/(parts|lib|api|styles)\/|src\/words\/(?!en|zh-CN\/(texts|letters))|icons\//, priority: 6 },
          ],
        },
      },
    },
  },
  server: { port: 5173, proxy: { '/api': 'http://127.0.0.1:8090' } },
  test: { environment: 'happy-dom', setupFiles: ['src/test-setup.ts'], include: ['src/**/*.test.ts'] },
})
