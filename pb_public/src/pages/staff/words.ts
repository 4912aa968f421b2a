import { addWords } from '@/words'
import { staff } from '@/words/zh-CN/staff'
import { staffMore } from '@/words/zh-CN/staff-more'

addWords(staff)
addWords(staffMore)
