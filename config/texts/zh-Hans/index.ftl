# wenbao index 说的话。花括号里的名字会换成内容，请保留。

stage-check = 正在核对
index-same = 报道没有变动。
index-changes = 新增 { $added } 份报道，更新 { $replaced } 份，移除 { $removed } 份。
index-facts =
    报道 { $reports } 份，文章 { $articles } 篇（其中重复 { $duplicates } 篇，只收一次），段落 { $passages } 个，词 { $terms } 个
    占用 { $size }；最早收入 { $first }，最近收入 { $last }（UTC）
    报道在 { $reports_dir }
    索引在 { $folder }
index-watching = 正在留意 { $folder }，有新文件就收入；Ctrl-C 结束。
index-sound = 索引完好：{ $reports } 份报道，{ $passages } 个段落，逐字核对无误。
index-unsound = 索引有 { $count } 处不对。请运行 wenbao index --rebuild 重建。
also-in = 另见 { $reports }
