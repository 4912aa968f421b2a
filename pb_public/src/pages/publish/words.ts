import { addWords } from '@/words'
import { publish } from '@/words/zh-CN/publish'

addWords(publish)
