# 控制台和命令行对人说的话。花括号里的名字会换成内容，请保留。

welcome = 问报：问报纸，答原话。
help-hint = /help 看命令
# 输入这些词就显示帮助
help-words = help 帮助 幫助 菜单 菜單 设置 設定 設置 怎么用 怎麼用 使用说明 使用說明 说明 說明 menu settings usage
holds = { $reports } 个版面，{ $articles } 篇文章
holds-dates = { $count ->
        [1] 版面日期：{ $first }
       *[other] 版面日期：{ $first } 至 { $last }
    }
between-facts = { " · " }
try-again = 换个问法：少用几个词，或者写出人名、单位、地名、数字。
paragraphs-before = （前面还有 { $count } 段；/open { $number } all 看全文）
welcome-hint = 直接输入问题；/help 看命令，Ctrl-D 退出。
left-out = 有 { $count } 个文件没读入（/sources）
stage-read = 正在读版面
stage-index = 正在编索引
stage-scan = 正在识别图片
progress-rate = 每分钟 { $count } 页
progress-line = { $stage }，{ $done }/{ $total }，{ $rate }，约还需 { $left }
waiting = { $stage }，{ $done }/{ $total }
loading-stopped = 好，不等了。版面仍在后台读取。
prompt = 问> { "" }

status-not-found = 报道里没有找到。
asks-back = 这句话接着哪一问？请把要问的说全，例如“某区的什么”。
not-understood = 没看懂、先放在一边的：{ $words }
chat = 我是问报，用报道的原话回答问题，句句有出处。请直接问报道里的事，例如“某区今年新建了多少家工会？”；/help 看怎么用。
status-unsure = 不太确定，下面的段落可能有关。
missing = 从未出现的词：{ $words }
replaced = 报道里没有“{ $typed }”，按“{ $meant }”查找。
understood = 理解为：{ $text }
disagreeing = 报道的说法不同：{ $told }。
told = { $imprint }“{ $words }”（第 { $number } 段）
correction = 第 { $number } 段是一则更正。
sides = 比较：{ $sides }。
side = { $name }见第 { $number } 段
side-not-found = { $name }没有找到
between-sides = ，
listing = { $count ->
        [0] 没有文章提到“{ $word }”。
       *[other] 共有 { $count } 篇文章提到“{ $word }”。
    }
listing-reporter = { $count ->
        [0] 没有文章署名“{ $word }”。
       *[other] 署名“{ $word }”的文章共有 { $count } 篇。
    }
listing-headline = { $count ->
        [0] 没有文章的标题里有“{ $word }”。
       *[other] 标题里有“{ $word }”的文章共有 { $count } 篇。
    }
listing-all = 共有 { $count } 篇文章。
listing-report = 共有 { $count } 个版面。
quote-verbatim = 原文一致。
quote-differs = 有出入：{ $differences }。
quote-absent = 报道中没有这句话；下面是最接近的段落。
quote-difference = 引文“{ $quoted }”，报道“{ $reported }”
quote-nothing = （无）
opened = 全文：{ $title }
nearest = 最接近的段落（未必回答了问题）：
more = 还有 { $count } 段，/more 接着看。
no-more = 没有更多段落了。
question-too-long = 问题最多 { $most } 个字，这个有 { $count } 个字。
no-answer-yet = 还没有答案，先问一个问题吧。
no-such-passage = 没有第 { $number } 段；现在有 1 到 { $count }。
no-such-article = 没有第 { $number } 篇；/articles 列出全部。
no-such-command = 没有 { $command } 这个命令；/help 列出全部。
wants-number = { $command } 后面要跟一个数字，例如 { $command } 1。

source-lines = 第{ $lines }行
between = 、
imprint = { $paper }{ $date }{ $page }
imprint-date = { $year }年{ $month }月{ $day }日
imprint-page = 第{ $page }版
source-probable = 可能出自{ $title }
source-misread = 识别不清，可能有错字
source-unreliable = 本页行序不可靠
untitled = （标题缺失）
sentence-label = 原句：
answer-label = 答：
gap = 〔此处原文缺失〕
doubtful = 〔可能属于本篇〕
tip-label = 阅读提示
banner-label = 栏目

articles-of = { $report }（{ $count } 篇）
articles-hint = /articles 加编号看全文，例如 /articles 1。
source-report = { $report }：{ $lines } 行，{ $articles } 篇，{ $encoding }
source-failed = 没能读入：{ $error }
scan-opened = 已打开版面图：{ $path }
scan-saved = 版面图存在 { $path }
learned-all = （{ $learned }）
learned = { $what }据{ $where }
learned-paper = 报名
learned-date = 日期
learned-page = 版次
learned-section = 版名
learned-from-page = 版面
learned-from-name = 文件名
learned-from-metadata = 文件信息
learned-from-user = reports.toml
no-reports = { $folder } 里没有版面文件。请把报纸版面的文件放进去（文字、PDF、Word、HTML、识别结果等），或用 --reports 指定别的文件夹。
sources-folder = 版面文件在 { $folder }

help =
    直接输入问题，按回车。输入段落的编号，看它所在的整篇文章。
    可以接着问，比如“那另一个区呢？”。
help-examples = 比如：
help-more = 接着看下面的段落
help-open = 从第 N 段起看它的文章；/open N all 看全文
help-scan = 看第 N 段在版面图上的位置
help-explain = 为什么这样回答
help-articles = 列出全部文章；加编号看一篇
help-sources = 列出全部版面和没能读入的文件
help-help = 这份说明
help-quit = 退出

# 从报道里找出的例子，控制台和 Telegram 都用
example = { $headline }讲了什么？
example-amount = { $before }多少{ $unit }{ $after }？
example-person = { $office }是谁？
example-place = { $before }在哪里{ $after }？

figure-hit1 = 第一段就是正确的段落
figure-hit3 = 前三段里有正确的段落
figure-mrr = 正确段落名次的倒数，取前十段
figure-ans1 = 第一段里有答案
figure-ans3 = 前三段里有答案
figure-sent = 标出的句子里有答案
figure-span = 标出的词就是答案
figure-f1 = 标出的词与答案的字的 F1
figure-false_abstain = 有答案而答“没有找到”
figure-abstain = 没有答案而答“没有找到”
figure-flagged = 没有答案而答“没有找到”或“不太确定”
evaluating = 评测中
miss-should-abstain = 应当答“没有找到”
miss-rank = 正确段落排在第 { $rank }
miss-not-found = 前十段里没有正确段落

# 出错时，在英文说明之后
advice-error = 出错了，见上。
advice-report-access = 请检查路径和权限，或用 --reports 指定版面文件所在的文件夹。
advice-no-report = 写出名字的开头就够；不写名字的 wenbao articles 列出全部版面的文章。
advice-report-format = 请另存为 UTF-8 文本；太大的按版面拆开。
advice-verbatim = 引文与版面文件不符，所以没有显示。文件可能刚改过，请重新开始。
advice-question-length = 请只问一件事，把它说短些。
advice-question-file = 这里读不出问题。每行应是一个问题，或一个 JSON 对象。
advice-question-file-missing = 没有这个文件；请检查路径。
advice-usage = 用 wenbao 命令 --help 看怎么用。
advice-settings = 请改正上面提到的那一项再来。
advice-data-dir = 请用 --data-dir（或 WENBAO_DATA_DIR）指定一个文件夹。
