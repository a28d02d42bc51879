# `wenbao articles --check` 的校對報告。大括號裡的名稱請保留。

check-glued = 斷開的段落已接上
check-glued-backwards = 已接上，後半段排在前面
check-moved = 從別的文章移回本篇
check-apart = 不屬於任何一篇
check-doubtful = 把握不大
check-lost-head = 段首缺失
check-lost-tail = 段尾缺失
check-no-headline = 有文無題
check-no-text = 有題無文
check-unreliable = 本頁行序不可靠
check-total = { $what }：{ $count }
check-confidence = （把握 { $percent }%）
