import { addWords } from '@/words'
import { fileErrors } from '@/words/zh-CN/file-errors'
import { publish } from '@/words/zh-CN/publish'

addWords({ ...fileErrors, ...publish })
