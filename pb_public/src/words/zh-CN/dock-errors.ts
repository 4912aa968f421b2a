// What can go wrong in a docking, by code.
export const dockErrors = {
  'error.choose_own': '请选一项',
  'error.choose_score': '请选一个分数',
  'error.choose_outcome': '请选一个结果',
  'error.choose_contract': '请选合同类别',
  'error.number_whole': '请填整数，例如12',
  'error.number_plain': '请填数字，例如30000',
  'error.message_empty': '请先写点内容，或者添加文件',
} as const
