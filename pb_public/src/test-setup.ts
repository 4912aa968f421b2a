// Tests read Chinese, whatever the machine reads.
localStorage.setItem('kjy.locale', 'zh-CN')
