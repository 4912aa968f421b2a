import './words'
import { addWords } from '@/words'
import { meWorker } from '@/words/zh-CN/me-worker'

addWords(meWorker)
