import '@/words/forms'
import { addWords } from '@/words'
import { account } from '@/words/zh-CN/account'

addWords(account)
