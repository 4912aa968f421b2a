// What inputs say by themselves.
export const inputs = {
  'password.show': '显示',
  'password.hide': '隐藏',
  'password.rule': '至少8位，同时有字母和数字。',
} as const
