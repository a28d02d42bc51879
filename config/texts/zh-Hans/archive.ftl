# 对整个报道库的问题：清单的范围、分组。

untold-date = 这些报道没有标明日期，没法按日期找或排先后。
untold-paper = 这些报道没有标明登在哪份报纸。
untold-page = 这些报道没有标明版次。
listing-date = 按日期分，共有 { $count } 项。
listing-paper = 共有 { $count } 份报纸。
listing-reporters = 署名的记者共有 { $count } 位。
listing-group = { $name } { $count } 篇
listing-within = 范围：{ $scope }。
listing-undated = 另有 { $count } 篇没有标明日期，没有算进去。
scope-between = { $since }至{ $until }
scope-since = { $date }起
scope-until = 截至{ $date }
scope-report = 名字以 { $report } 开头的版面
listing-newest = 新的在前。
listing-oldest = 旧的在前。
imprint-month = { $year }年{ $month }月
scope-now = 现在只看：{ $scope }。
scope-whole = 全部版面
scope-no-date = { $name }：看不懂日期“{ $value }”；请写成 2023-06-07、2023-06 或 2023。
help-since = 只看这天起的版面，如 /since 2023-06；不写日期就取消
help-until = 只看到这天为止的版面
help-paper = 只看这份报纸
help-report = 只看名字这样开头的版面
quotation = “{ $text }”（{ $source }）
help-cite = 给出第 N 段的引文和参考文献格式（GB/T 7714）
help-export = 把最近的回答存成文件：/export 答案.md（或 .csv、.docx）
exported = 已存到 { $file }。
export-unknown = { $file }：只能存成 { $kinds }。
export-failed =
    { $code ->
        [ENOENT] { $file } 写不进去：没有这个文件夹；请换一个。
        [EACCES] { $file } 写不进去：没有权限；请换个文件夹。
        [EISDIR] { $file } 是个文件夹；请写出文件名。
        [ENOSPC] { $file } 写不进去：磁盘满了；请腾出空间。
       *[other] { $file } 写不进去（{ $code }）；请换个文件夹。
    }
export-answered = 报道里的回答：
export-unsure = 不太确定，这些段落可能有关：
export-not-found = 报道里没有找到；最接近的段落：
tg-cite = 复制引文
golden = 自备的 { $count } 个问题答对 { $right } 个，比上次差的有 { $worse } 个。
