# `wenbao articles --check` 的校对报告。大括号里的名称请保留。

check-glued = 断开的段落已接上
check-glued-backwards = 已接上，后半段排在前面
check-moved = 从别的文章移回本篇
check-apart = 不属于任何一篇
check-doubtful = 把握不大
check-lost-head = 段首缺失
check-lost-tail = 段尾缺失
check-no-headline = 有文无题
check-no-text = 有题无文
check-unreliable = 本页行序不可靠
check-total = { $what }：{ $count }
check-confidence = （把握 { $percent }%）
