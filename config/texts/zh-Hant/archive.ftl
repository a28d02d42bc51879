# 對整個報道庫的問題：清單的範圍、分組。

untold-date = 這些報道沒有標明日期，沒法按日期找或排先後。
untold-paper = 這些報道沒有標明登在哪份報紙。
untold-page = 這些報道沒有標明版次。
listing-date = 按日期分，共有 { $count } 項。
listing-paper = 共有 { $count } 份報紙。
listing-reporters = 署名的記者共有 { $count } 位。
listing-group = { $name } { $count } 篇
listing-within = 範圍：{ $scope }。
listing-undated = 另有 { $count } 篇沒有標明日期，沒有算進去。
scope-between = { $since }至{ $until }
scope-since = { $date }起
scope-until = 截至{ $date }
scope-report = 名字以 { $report } 開頭的版面
scope-newest = 新的在前
scope-oldest = 舊的在前
imprint-month = { $year }年{ $month }月
