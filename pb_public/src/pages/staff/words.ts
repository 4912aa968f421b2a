import { addWords } from '@/words'
import { staff } from '@/words/zh-CN/staff'

addWords(staff)
