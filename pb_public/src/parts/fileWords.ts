import { addWords } from '@/words'
import { fileErrors } from '@/words/zh-CN/file-errors'
import { files } from '@/words/zh-CN/files'

addWords({ ...files, ...fileErrors })
