import { addWords } from '@/words'
import { files } from '@/words/zh-CN/files'

addWords(files)
