import { addWords } from '@/words'
import { files } from '@/words/zh-CN/files'
import { partsPage } from '@/words/zh-CN/parts-page'

addWords(files)
addWords(partsPage)
