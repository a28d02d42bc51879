# wenbao index 說的話。花括號裡的名字會換成內容，請保留。

stage-check = 正在核對
index-same = 報導沒有變動。
index-changes = 新增 { $added } 份報導，更新 { $replaced } 份，移除 { $removed } 份。
index-facts =
    報導 { $reports } 份，文章 { $articles } 篇（其中重複 { $duplicates } 篇，只收一次），段落 { $passages } 個，詞 { $terms } 個
    佔用 { $size }；最早收入 { $first }，最近收入 { $last }（UTC）
    報導在 { $reports_dir }
    索引在 { $folder }
index-watching = 正在留意 { $folder }，有新檔案就收入；Ctrl-C 結束。
index-sound = 索引完好：{ $reports } 份報導，{ $passages } 個段落，逐字核對無誤。
index-unsound = 索引有 { $count } 處不對。請執行 wenbao index --rebuild 重建。
also-in = 另見 { $reports }
