import { addWords } from '@/words'
import { docking } from '@/words/zh-CN/docking'

addWords(docking)
