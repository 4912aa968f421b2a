import { addWords } from '@/words'
import { partsPage } from '@/words/zh-CN/parts-page'

addWords(partsPage)
