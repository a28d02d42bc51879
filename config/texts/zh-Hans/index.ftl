# wenbao index 说的话。花括号里的名字会换成内容，请保留。

stage-check = 正在核对
index-same = 版面没有变动。
index-changes = 新增 { $added } 个版面，更新 { $replaced } 个，移除 { $removed } 个。
index-unread = 另有 { $count } 个文件没能读入。
index-facts =
    版面 { $reports } 个，文章 { $articles } 篇（其中重复 { $duplicates } 篇，只收一次），段落 { $passages } 个，词 { $terms } 个
    占用 { $size }；最早收入 { $first }，最近收入 { $last }（UTC）
    版面文件在 { $reports_dir }
    索引在 { $folder }
index-watching = 正在留意 { $folder }，有新文件就收入；Ctrl-C 结束。
index-watched = 好，不再留意 { $folder }。
notice-behind = 另一个程序正在更新索引，还有 { $count } 个版面没有读入，答案可能不全。
notice-damaged = { $place }: 索引有损坏，正在重建；不用做什么，稍等就好。
notice-disk-full = { $place }: 磁盘满了，索引这次只放在内存里；腾出空间后再来，会快得多。
notice-in-memory = { $place }: 写不进去，索引这次只放在内存里；用 --data-dir 换个文件夹，下次会快得多。
notice-read-only = { $place }: 写不进去，新文件收不进索引；请检查权限，或用 --data-dir 换个文件夹。
index-not-followed = 新文件暂时收不进索引，原因如下；好了会再说一声。
index-follows-again = 好了，索引又跟得上文件夹了。
stopping = 正在停下，已完成的保留……
index-sound = 索引完好：{ $reports } 个版面，{ $passages } 个段落，逐字核对无误。
index-incomplete = 但还不完整：有 { $count } 个版面的变动没有收入。请运行 wenbao index。
index-unsound = 索引有 { $count } 处不对。请运行 wenbao index --rebuild 重建。
also-in = 另见 { $reports }

# 文件没读入的原因，接在文件名后面
left-out-no-folder = 没有这个文件夹
left-out-no-folder-but-file = 这是一个文件；请用 --reports 指定它所在的文件夹
left-out-no-report = 没有这个版面；现有 { $reports }
left-out-not-listed =
    { $code ->
        [EACCES] 没有权限打开这个文件夹
       *[other] 打不开这个文件夹（{ $error }）
    }
left-out-not-read =
    { $code ->
        [EACCES] 没有权限读取
        [ENOENT] 文件不在，或是指向别处的链接断了
       *[other] 读不出来（{ $error }）
    }
left-out-not-regular = 不是普通文件
left-out-not-printable = 文件名显示不出来，请改名
left-out-notes = 看不懂（{ $error }），README 里有写法
left-out-no-picture = 没有这个版面的图
left-out-changed = 文件已经变了，请稍等，或运行 wenbao index
left-out-circular = 是指向上级文件夹的链接，那里的文件已在原处读入
left-out-too-large = 超过 { $limit } MiB，请按版面拆开
left-out-encoding = 不是 UTF-8（字节 0x{ $byte }），也不是 GB18030 或 Big5，请另存为 UTF-8
left-out-utf-16 = UTF-16 不完整，请另存为 UTF-8
left-out-binary = 不是文字文件（字符 0x{ $char }）
left-out-control = 有控制字符（0x{ $char }），已略去，其余照读
left-out-kind = 是 { $kind } 文件，问报读不了，请另存为文字（.txt）
left-out-part = 是 { $kind } 文件，要读它请先运行：pip install 'wenbao[{ $part }]'
left-out-damaged = { $kind } 文件损坏或不完整（{ $error }），请重新保存
left-out-encrypted = { $kind } 文件有密码，请另存为没有密码的
left-out-no-text = { $kind } 里没有文字，识别图片也没有认出
left-out-no-content = { $kind } 里没有找到报道
left-out-no-body = 第 { $row } 行没有正文，其余各行照读
left-out-too-much = { $kind } 里的东西太多（上限 { $limit }），请拆开
left-out-not-restored = 没能复原，这是问报的毛病（{ $error }）

advice-store-failing = 索引读写失败。请检查磁盘，或用 --data-dir 另用一个文件夹。
advice-store-missing = 还没有索引。请先运行 wenbao index 建一个。
advice-store-busy = 另一个程序正在更新索引，请稍后再试。
advice-store-version = 索引是新版问报做的。请更新问报，或用 --data-dir 另用一个文件夹。
advice-store-read-only = 索引所在的文件夹写不进去。请检查权限，或用 --data-dir 另用一个文件夹。
advice-store-space = 磁盘满了。请腾出空间，再运行 wenbao index；已存好的没有损坏。
advice-store-killed = 读版面的进程被系统中止了，多半是内存不够。请关掉些别的程序，再运行一次；已完成的都保留着。
advice-store-damaged = 索引有损坏。请运行 wenbao index --rebuild 重建。

# 搜索集群里的索引
cluster-part = 缺少 opensearch-py 这个包
cluster-unreachable = 连不上搜索集群 { $hosts }（{ $error }）
cluster-refused = 搜索集群 { $hosts } 不认用户名、密码或密钥（{ $error }）
cluster-unavailable = 搜索集群 { $hosts } 眼下答不全（{ $error }）
cluster-full = 搜索集群 { $hosts } 不再收新内容（{ $error }）
cluster-failed = 搜索集群 { $hosts } 报错（{ $error }）
cluster-missing = 搜索集群里没有名为 { $name } 的索引
cluster-version = 索引 { $name } 是另一个版本的问报做的
cluster-busy = 另一个程序正在更新索引 { $name }
cluster-lost = 另一个程序接手了索引 { $name } 的更新
cluster-changed = 索引 { $name } 刚刚变了
advice-cluster-part = 请运行：pip install 'wenbao[cluster]'
advice-cluster-unreachable = 请检查 WENBAO_INDEX 里的地址，看集群是否在运行。
advice-cluster-refused = 请检查 WENBAO_INDEX_USER 和 WENBAO_INDEX_PASSWORD，或 WENBAO_INDEX_KEY。
advice-cluster-unavailable = 请稍后再试；一直这样，就看看集群缺了哪个节点或分片。
advice-cluster-full = 请给集群腾出磁盘空间，再运行 wenbao index；已存好的照样能查。
advice-cluster-failed = 请看集群的日志。
advice-cluster-missing = 请检查 WENBAO_INDEX 里的名字，或运行 wenbao index 建一个。
advice-cluster-version = 请更新问报，或运行 wenbao index --rebuild 重建。
advice-cluster-busy = 请稍后再试。
advice-cluster-lost = 已完成的都保留着；请再运行一次 wenbao index。
advice-cluster-changed = 请再问一次。
