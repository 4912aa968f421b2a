// What inputs say by themselves.
export const inputs = {
  'password.show': '显示',
  'password.hide': '隐藏',
  'password.rule': '至少8位，同时有字母和数字。',
  'link.missing_title': '链接不能用了',
  'link.again': '重新申请',
} as const
