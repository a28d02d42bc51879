# wenbao index 說的話。花括號裡的名字會換成內容，請保留。

stage-check = 正在核對
index-same = 版面沒有變動。
index-changes = 新增 { $added } 個版面，更新 { $replaced } 個，移除 { $removed } 個。
index-unread = 另有 { $count } 份沒能讀入。
index-facts =
    版面 { $reports } 個，文章 { $articles } 篇（其中重複 { $duplicates } 篇，只收一次），段落 { $passages } 個，詞 { $terms } 個
    佔用 { $size }；最早收入 { $first }，最近收入 { $last }（UTC）
    版面檔案在 { $reports_dir }
    索引在 { $folder }
index-watching = 正在留意 { $folder }，有新檔案就收入；Ctrl-C 結束。
index-watched = 好，不再留意 { $folder }。
notice-behind = 另一個程式正在更新索引，還有 { $count } 個版面沒有讀入，答案可能不全。
notice-damaged = { $place }: 索引有損壞，正在重建；不用做什麼，稍等就好。
notice-disk-full = { $place }: 磁碟滿了，索引這次只放在記憶體裡；騰出空間後再來，會快得多。
notice-in-memory = { $place }: 寫不進去，索引這次只放在記憶體裡；用 --data-dir 換個資料夾，下次會快得多。
notice-read-only = { $place }: 寫不進去，新檔案收不進索引；請檢查權限，或用 --data-dir 換個資料夾。
index-not-followed = 新檔案暫時收不進索引，原因如下；好了會再說一聲。
index-follows-again = 好了，索引又跟得上資料夾了。
stopping = 正在停下，已完成的保留……
index-sound = 索引完好：{ $reports } 個版面，{ $passages } 個段落，逐字核對無誤。
index-incomplete = 但還不完整：有 { $count } 個版面的變動沒有收入。請執行 wenbao index。
index-unsound = 索引有 { $count } 處不對。請執行 wenbao index --rebuild 重建。
also-in = 另見 { $reports }

# 檔案沒讀入的原因，接在檔名後面
left-out-no-folder = 沒有這個資料夾
left-out-no-folder-but-file = 這是一個檔案；請用 --reports 指定它所在的資料夾
left-out-no-report = 沒有這個版面；現有 { $reports }
left-out-not-listed =
    { $code ->
        [EACCES] 沒有權限打開這個資料夾
       *[other] 打不開這個資料夾（{ $error }）
    }
left-out-not-read =
    { $code ->
        [EACCES] 沒有權限讀取
        [ENOENT] 檔案不在，或是指向別處的連結斷了
       *[other] 讀不出來（{ $error }）
    }
left-out-not-regular = 不是一般檔案
left-out-not-printable = 檔名顯示不出來，請改名
left-out-notes = 看不懂（{ $error }），README 裡有寫法
left-out-no-picture = 沒有這個版面的圖
left-out-changed = 檔案已經變了，請稍等，或執行 wenbao index
left-out-circular = 是指向上層資料夾的連結，那裡的檔案已在原處讀入
left-out-too-large = 超過 { $limit } MiB，請按版面拆開
left-out-encoding = 不是 UTF-8（位元組 0x{ $byte }），也不是 GB18030 或 Big5，請另存為 UTF-8
left-out-utf-16 = UTF-16 不完整，請另存為 UTF-8
left-out-binary = 不是文字檔（字元 0x{ $char }）
left-out-control = 有控制字元（0x{ $char }），已略去，其餘照讀
left-out-kind = 是 { $kind } 檔案，問報讀不了，請另存為文字檔（.txt）
left-out-part = 是 { $kind } 檔案，要讀它請先執行：pip install 'wenbao[{ $part }]'
left-out-damaged = { $kind } 檔案損壞或不完整（{ $error }），請重新儲存
left-out-encrypted = { $kind } 檔案有密碼，請另存為沒有密碼的
left-out-no-text = { $kind } 裡沒有文字，辨識圖片也沒有認出
left-out-no-content = { $kind } 裡沒有找到報導
left-out-no-body = 第 { $row } 行沒有正文，其餘各行照讀
left-out-too-much = { $kind } 裡的東西太多（上限 { $limit }），請拆開
left-out-not-restored = 沒能復原，這是問報的毛病（{ $error }）

advice-store-failing = 索引讀寫失敗。請檢查磁碟，或用 --data-dir 另用一個資料夾。
advice-store-missing = 還沒有索引。請先執行 wenbao index 建一個。
advice-store-busy = 另一個程式正在更新索引，請稍後再試。
advice-store-version = 索引是新版問報做的。請更新問報，或用 --data-dir 另用一個資料夾。
advice-store-read-only = 索引所在的資料夾寫不進去。請檢查權限，或用 --data-dir 另用一個資料夾。
advice-store-space = 磁碟滿了。請騰出空間，再執行 wenbao index；已存好的沒有損壞。
advice-store-killed = 讀版面的行程被系統中止了，多半是記憶體不夠。請關掉些別的程式，再執行一次；已完成的都保留著。
advice-store-damaged = 索引有損壞。請執行 wenbao index --rebuild 重建。

# 搜尋叢集裡的索引
cluster-part = 缺少 opensearch-py 這個套件
cluster-unreachable = 連不上搜尋叢集 { $hosts }（{ $error }）
cluster-refused = 搜尋叢集 { $hosts } 不認使用者、密碼或金鑰（{ $error }）
cluster-unavailable = 搜尋叢集 { $hosts } 眼下答不全（{ $error }）
cluster-full = 搜尋叢集 { $hosts } 不再收新內容（{ $error }）
cluster-failed = 搜尋叢集 { $hosts } 報錯（{ $error }）
cluster-missing = 搜尋叢集裡沒有名為 { $name } 的索引
cluster-version = 索引 { $name } 是另一個版本的問報做的
cluster-busy = 另一個程式正在更新索引 { $name }
cluster-lost = 另一個程式接手了索引 { $name } 的更新
cluster-changed = 索引 { $name } 剛剛變了
advice-cluster-part = 請執行：pip install 'wenbao[cluster]'
advice-cluster-unreachable = 請檢查 WENBAO_INDEX 裡的位址，看叢集是否在執行。
advice-cluster-refused = 請檢查 WENBAO_INDEX_USER 和 WENBAO_INDEX_PASSWORD，或 WENBAO_INDEX_KEY。
advice-cluster-unavailable = 請稍後再試；一直這樣，就看看叢集缺了哪個節點或分片。
advice-cluster-full = 請給叢集騰出磁碟空間，再執行 wenbao index；已存好的照樣能查。
advice-cluster-failed = 請看叢集的日誌。
advice-cluster-missing = 請檢查 WENBAO_INDEX 裡的名字，或執行 wenbao index 建一個。
advice-cluster-version = 請更新問報，或執行 wenbao index --rebuild 重建。
advice-cluster-busy = 請稍後再試。
advice-cluster-lost = 已完成的都保留著；請再執行一次 wenbao index。
advice-cluster-changed = 請再問一次。
