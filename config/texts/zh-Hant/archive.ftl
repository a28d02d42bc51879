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
listing-newest = 新的在前。
listing-oldest = 舊的在前。
imprint-month = { $year }年{ $month }月
scope-now = 現在只看：{ $scope }。
scope-whole = 全部版面
scope-no-date = { $name }：看不懂日期“{ $value }”；請寫成 2023-06-07、2023-06 或 2023。
help-since = 只看這天起的版面，如 /since 2023-06；不寫日期就取消
help-until = 只看到這天為止的版面
help-paper = 只看這份報紙
help-report = 只看名字這樣開頭的版面
quotation = 「{ $text }」（{ $source }）
help-cite = 給出第 N 段的引文和參考文獻格式（GB/T 7714）
help-export = 把最近的回答存成檔案：/export 答案.md（或 .csv、.docx）
exported = 已存到 { $file }。
export-unknown = { $file }：只能存成 { $kinds }。
export-failed =
    { $code ->
        [ENOENT] { $file } 寫不進去：沒有這個資料夾；請換一個。
        [EACCES] { $file } 寫不進去：沒有權限；請換個資料夾。
        [EISDIR] { $file } 是個資料夾；請寫出檔名。
        [ENOSPC] { $file } 寫不進去：磁碟滿了；請騰出空間。
       *[other] { $file } 寫不進去（{ $code }）；請換個資料夾。
    }
export-answered = 報道裡的回答：
export-unsure = 不太確定，這些段落可能有關：
export-not-found = 報道裡沒有找到；最接近的段落：
tg-cite = 複製引文
golden = 自備的 { $count } 個問題答對 { $right } 個，比上次差的有 { $worse } 個。
