import '@/words/forms'
import { addWords } from '@/words'
import { links } from '@/words/zh-CN/links'

addWords(links)
