# 主控台和命令列對人說的話。花括號裡的名字會換成內容，請保留。

welcome = 問報：問報紙，答原話。
help-hint = /help 看命令
# 輸入這些詞就顯示說明
help-words = help 帮助 幫助 菜单 菜單 设置 設定 設置 怎么用 怎麼用 使用说明 使用說明 说明 說明 menu settings usage
holds = { $reports } 個版面，{ $articles } 篇文章
holds-dates = { $count ->
        [1] 版面日期：{ $first }
       *[other] 版面日期：{ $first } 至 { $last }
    }
between-facts = { " · " }
try-again = 換個問法：少用幾個詞，或者寫出人名、單位、地名、數字。
paragraphs-before = （前面還有 { $count } 段；/open { $number } all 看全文）
welcome-hint = 直接輸入問題；/help 看命令，Ctrl-D 離開。
left-out = 有 { $count } 個檔案沒讀入（/sources）
stage-read = 正在讀報
stage-index = 正在編索引
stage-scan = 正在辨識圖片
progress-rate = 每分鐘 { $count } 頁
progress-line = { $stage }，{ $done }/{ $total }，{ $rate }，約還需 { $left }
waiting = { $stage }，{ $done }/{ $total }
loading-stopped = 好，不等了。版面仍在背景讀取。
prompt = 問> { "" }

status-not-found = 報導裡沒有找到。
asks-back = 這句話接著哪一問？請把要問的說全，例如「某區的什麼」。
not-understood = 沒看懂、先放在一邊的：{ $words }
chat = 我是問報，用報導的原話回答問題，句句有出處。請直接問報導裡的事，例如「某區今年新建了多少家工會？」；/help 看怎麼用。
status-unsure = 不太確定，下面的段落可能有關。
missing = 從未出現的詞：{ $words }
replaced = 報導裡沒有「{ $typed }」，按「{ $meant }」查找。
understood = 理解為：{ $text }
disagreeing = 報導的說法不同：{ $told }。
told = { $imprint }「{ $words }」（第 { $number } 段）
correction = 第 { $number } 段是一則更正。
sides = 比較：{ $sides }。
side = { $name }見第 { $number } 段
side-not-found = { $name }沒有找到
between-sides = ，
listing = { $count ->
        [0] 沒有文章提到「{ $word }」。
       *[other] 共有 { $count } 篇文章提到「{ $word }」。
    }
listing-reporter = { $count ->
        [0] 沒有文章署名「{ $word }」。
       *[other] 署名「{ $word }」的文章共有 { $count } 篇。
    }
listing-headline = { $count ->
        [0] 沒有文章的標題裡有「{ $word }」。
       *[other] 標題裡有「{ $word }」的文章共有 { $count } 篇。
    }
listing-all = 共有 { $count } 篇文章。
listing-report = 共有 { $count } 個版面。
quote-verbatim = 原文一致。
quote-differs = 有出入：{ $differences }。
quote-absent = 報導中沒有這句話；下面是最接近的段落。
quote-difference = 引文「{ $quoted }」，報導「{ $reported }」
quote-nothing = （無）
opened = 全文：{ $title }
nearest = 最接近的段落（未必回答了問題）：
more = 還有 { $count } 段，/more 接著看。
no-more = 沒有更多段落了。
question-too-long = 問題最多 { $most } 個字，這個有 { $count } 個字。
no-answer-yet = 還沒有答案，先問一個問題吧。
no-such-passage = 沒有第 { $number } 段；現在有 1 到 { $count }。
no-such-article = 沒有第 { $number } 篇；/articles 列出全部。
no-such-command = 沒有 { $command } 這個命令；/help 列出全部。
wants-number = { $command } 後面要跟一個數字，例如 { $command } 1。

source-lines = 第{ $lines }行
between = 、
imprint = { $paper }{ $date }{ $page }
imprint-date = { $year }年{ $month }月{ $day }日
imprint-page = 第{ $page }版
source-probable = 可能出自{ $title }
source-misread = 辨識不清，可能有錯字
source-unreliable = 本頁行序不可靠
untitled = （標題缺失）
sentence-label = 原句：
answer-label = 答：
gap = 〔此處原文缺失〕
doubtful = 〔可能屬於本篇〕
tip-label = 閱讀提示
banner-label = 欄目

articles-of = { $report }（{ $count } 篇）
articles-hint = /articles 加編號看全文，例如 /articles 1。
source-report = { $report }：{ $lines } 行，{ $articles } 篇，{ $encoding }
source-failed = 沒能讀入：{ $error }
scan-opened = 已開啟版面圖：{ $path }
scan-saved = 版面圖存在 { $path }
learned-all = （{ $learned }）
learned = { $what }據{ $where }
learned-paper = 報名
learned-date = 日期
learned-page = 版次
learned-section = 版名
learned-from-page = 版面
learned-from-name = 檔名
learned-from-metadata = 檔案資訊
learned-from-user = reports.toml
no-reports = { $folder } 裡沒有版面檔案。請把報紙版面的檔案放進去（文字、PDF、Word、HTML、辨識結果等），或用 --reports 指定別的資料夾。
sources-folder = 版面檔案在 { $folder }

help =
    直接輸入問題，按 Enter。輸入段落的編號，看它所在的整篇文章。
    可以接著問，比如「那另一個區呢？」。
help-examples = 比如：
help-more = 接著看下面的段落
help-open = 從第 N 段起看它的文章；/open N all 看全文
help-scan = 看第 N 段在版面圖上的位置
help-explain = 為什麼這樣回答
help-articles = 列出全部文章；加編號看一篇
help-sources = 列出全部版面和沒能讀入的檔案
help-help = 這份說明
help-quit = 離開

# 從報導裡找出的例子，控制台和 Telegram 都用
example = { $headline }講了什麼？
example-amount = { $before }多少{ $unit }{ $after }？
example-person = { $office }是誰？
example-place = { $before }在哪裡{ $after }？

figure-hit1 = 第一段就是正確的段落
figure-hit3 = 前三段裡有正確的段落
figure-mrr = 正確段落名次的倒數，取前十段
figure-ans1 = 第一段裡有答案
figure-ans3 = 前三段裡有答案
figure-sent = 標出的句子裡有答案
figure-span = 標出的詞就是答案
figure-f1 = 標出的詞與答案的字的 F1
figure-false_abstain = 有答案而答「沒有找到」
figure-abstain = 沒有答案而答「沒有找到」
figure-flagged = 沒有答案而答「沒有找到」或「不太確定」
evaluating = 評測中
miss-should-abstain = 應當答「沒有找到」
miss-rank = 正確段落排在第 { $rank }
miss-not-found = 前十段裡沒有正確段落

# 出錯時，在英文說明之後
advice-error = 出錯了，見上。
advice-report-access = 請檢查路徑和權限，或用 --reports 指定版面檔案所在的資料夾。
advice-no-report = 寫出名字的開頭就夠；不寫名字的 wenbao articles 列出全部版面的文章。
advice-report-format = 請另存為 UTF-8 文字檔；太大的按版面拆開。
advice-verbatim = 引文與版面檔案不符，所以沒有顯示。檔案可能剛改過，請重新開始。
advice-question-length = 請只問一件事，把它說短些。
advice-question-file = 這裡讀不出問題。每行應是一個問題，或一個 JSON 物件。
advice-question-file-missing = 沒有這個檔案；請檢查路徑。
advice-usage = 用 wenbao 命令 --help 看怎麼用。
advice-settings = 請改正上面提到的那一項再來。
advice-data-dir = 請用 --data-dir（或 WENBAO_DATA_DIR）指定一個資料夾。
