import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin, Rollup } from 'vite'
import { zhCN } from './src/words/zh-CN.ts'
import { account } from './src/words/zh-CN/account.ts'
import { texts } from './src/words/zh-CN/texts.ts'

// What the server needs of a build to write pages as text: the words that stand on them, and for each route the files
// that its page is made of, so that the browser fetches them at once instead of one after the other.
export function forServer(): Plugin {
  let root = ''
  let out = ''
  const files: Record<string, string[]> = {}
  return {
    name: 'for-server',
    apply: 'build',
    configResolved(config) {
      root = config.root
      out = join(root, config.build.outDir)
    },
    generateBundle(_, bundle) {
      const index = readFileSync(join(root, 'src/pages/index.ts'), 'utf8')
      for (const [, name, page] of index.matchAll(/^ {2}'?([\w-]+)'?: \(\) => import\('\.\/(.+?)'\)/gm)) {
        files[name ?? ''] = filesOf(bundle, join(root, 'src/pages', page ?? ''))
      }
      if (Object.keys(files).length < 20) throw new Error('no pages found in src/pages/index.ts')
    },
    closeBundle() {
      writeFileSync(join(out, 'server.json'), JSON.stringify({ files, words: { ...zhCN, ...account, ...texts } }))
    },
  }
}

// The files of one page that the first page of all does not bring along, styles first: nothing is shown before they are there.
function filesOf(bundle: Rollup.OutputBundle, page: string): string[] {
  const chunks = Object.values(bundle).filter((one): one is Rollup.OutputChunk => one.type === 'chunk')
  const first = chunks.find((one) => one.isEntry)
  const of = chunks.find((one) => one.moduleIds.includes(page) || Object.keys(one.modules).some((id) => id.startsWith(page)))
  if (!first || !of) throw new Error(`no file holds ${page}`)
  const known = reach(bundle, first)
  const wanted = [...reach(bundle, of)].filter((name) => !known.has(name))
  const styles = wanted.flatMap((name) => {
    const chunk = bundle[name] as Rollup.OutputChunk & { viteMetadata?: { importedCss: Set<string> } }
    return [...(chunk.viteMetadata?.importedCss ?? [])]
  })
  return [...new Set(styles), ...wanted]
}

function reach(bundle: Rollup.OutputBundle, chunk: Rollup.OutputChunk, found = new Set<string>()): Set<string> {
  if (found.has(chunk.fileName)) return found
  found.add(chunk.fileName)
  for (const name of chunk.imports) {
    const next = bundle[name]
    if (next?.type === 'chunk') reach(bundle, next, found)
  }
  return found
}
