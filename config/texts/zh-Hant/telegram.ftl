# Telegram 機器人對人說的話。花括號裡的名字會換成內容，請保留。
# tg-command-… 顯示在命令選單裡，不超過 256 個字。

tg-description =
    問報：問報紙，答原話。
    傳來一個問題，就用報導的原話回答，句句註明出處；報導裡沒有的，就說沒有。
    也可以拉進群組裡，用 /ask 提問；或在任何聊天裡輸入 @ 我的名字加問題。
tg-short-description = 問報紙，答原話。每句引文都有出處，報導裡沒有的就說沒有。

tg-command-start = 開始：這裡有什麼、怎麼問
tg-command-help = 怎麼用
tg-command-ask = 提問；回覆別人的話用它，就問那句話
tg-command-articles = 瀏覽版面和文章
tg-command-settings = 設定
tg-command-privacy = 留存了你的哪些資訊
tg-command-forget = 立即刪除留存的資訊
tg-command-stats = 使用情況（管理員）
tg-command-allow = 准許某人或某群使用（管理員）
tg-command-ban = 禁止某人或某群使用（管理員）

tg-archive = 這裡有 { $reports } 個版面、{ $articles } 篇文章、{ $passages } 個段落。直接傳問題來，就用報導的原話回答。
tg-no-reports = 這裡還沒有版面，暫時什麼也答不了。請管理員把報紙的檔案放進機器人的報導資料夾，放好後會自動收入。
tg-try-these = 比如，點一下：
tg-browse = 📚 瀏覽全部版面
tg-help =
    直接傳問題，例如「某區今年新建了多少家工會」。可以接著問「那另一個區呢」；回覆舊的答案，就接著那個答案問。
    改了問題，答案也跟著改。

    ‹ › 看別的段落，「讀全文」看整篇文章，👍 👎 告訴我們答得好不好。
    出處裡的標題是連結，隨時能再打開那一段，也可以轉給別人。

    在群組裡：/ask 加問題；用 /ask 回覆別人的話；回覆我的答案；或 { $bot } 加問題。
    在任何聊天裡：輸入 { $bot } 加問題，選一段傳出去。

    /articles 瀏覽版面　/follow 關注　/settings 設定　/privacy 隱私　/forget 刪除留存的資訊
tg-help-group =
    怎麼問：
    · /ask 加問題
    · 用 /ask 回覆別人的話，就問那句話
    · 回覆我的答案，接著問
    · { $bot } 加問題（機器人開著隱私模式時收不到，請改用 /ask）
    群組管理員用 /settings 設定什麼時候說話。
tg-help-guest = 提到 { $bot } 並寫上問題，我就用報導的原話回答；回覆別人的話並提到我，就問那句話。
tg-hello-group = 大家好，我是問報：用報導的原話回答問題，句句有出處。提問請用 /ask 加問題；或者回覆一句話，只寫 /ask，就問那句話。群組管理員用 /settings{ $bot } 設定我什麼時候說話。

tg-say-menu = 選單 目錄 開始
tg-say-help = 幫助 怎麼用 怎麼問 使用說明
tg-say-settings = 設定
tg-nth = 第{ $number }条
tg-chinese-only = 報道是中文的，用中文問找得更準。
tg-context-gone = （接著問的那個問題已不再留存，這一句單獨來看。）

tg-not-found-line = { status-not-found }{ $missing }
tg-try = 少寫幾個字，只留人名、地名或數字再試；或者用 /articles 瀏覽版面。
tg-nearest = 看最接近的段落
tg-listing-more = ……還有 { $count } 篇
tg-listing-read = 逐篇看原文
tg-side = 看{ $name }
tg-read = 📖 讀全文
tg-look = 🔍 看原圖
tg-back = ↩ 返回
tg-open = 在問報裡打開
tg-part = （這一段較長，這裡是第 { $number } 部分，共 { $count } 部分；點「讀全文」看全部）
tg-report-changed = 這裡引用的版面已經更新或移走了，請重新提問。
tg-stale = 這個按鈕太舊了，請重新提問。
tg-thanks-good = 謝謝！
tg-thanks-bad = 謝謝，已記下。換個說法再問一次也許更好。
tg-wait = 問得太快了，請等 { $seconds } 秒再問。
tg-sorry = 抱歉，出了點問題，沒能回答。請稍後再試。
tg-given-up = 抱歉，這個問題很久都沒能回答。請再問一次。
tg-news-given-up = ⚠ 長時間連不上 Telegram，有些問題沒能回答。
tg-news-deadly = ⚠ 程式三次在處理同一則訊息時中斷，已放棄這則訊息；日誌裡有它的編號。
tg-not-allowed = 抱歉，這個機器人只對名單上的人開放。如需使用，請把這個編號告訴管理員：{ $id }
tg-allowed = 已准許 { $id } 使用。
tg-banned = 已禁止 { $id } 使用。
tg-name-somebody = 請寫上人或群的編號，例如 /ban 12345678，或者回覆其訊息。
tg-admins-only = 只有群組管理員可以設定。
tg-no-command = 沒有這個命令；/help 看怎麼用。
tg-text-only = 我只看得懂文字：圖片、檔案和語音都讀不了，請把問題打成字發來。要添加版面（txt、PDF、照片等），請管理員把檔案放進機器人的報道資料夾。
tg-saved = 已儲存

tg-reports = 📚 { $reports } 個版面，{ $articles } 篇文章。點一個看它的文章：
tg-report =
    { $number }. { $opening }{ $count ->
        [0] {""}
        [1] {""}
       *[other] 等 { $count } 篇
    } · { $name }
tg-articles = { $count } 篇文章，點一篇看全文：
tg-all-reports = ↩ 全部版面

tg-news-added = 📥 新版面 { $count } 個：{ $names }
tg-news-replaced = 🔄 改過的版面 { $count } 個：{ $names }
tg-news-removed = 🗑 移走的版面 { $count } 個：{ $names }
tg-news-failed = ⚠ 沒能讀入：{ $error }
tg-news-index-damaged = ⚠ 索引已損壞，正在用報道重建；受影響的問題稍後回答。
tg-news-index-repaired = 索引已重建。
tg-news-index-failed = ⚠ 索引沒能重建，原因見日誌。
tg-news-index-trouble = ⚠ 索引沒有跟上報道的變動：{ $error }
tg-news-index-follows = 索引又跟得上報道的變動了。
tg-news-none = 版面有變動。

tg-inline-hint = 輸入問題，用報導的原話回答
tg-inline-nothing = 報導裡沒有找到；點這裡打開問報
tg-guest-title = 問報的回答

tg-settings-person = 設定
tg-settings-group = 本群組的設定
tg-settings-topic = 本話題的設定
tg-about-language = 語言（引文總是原文）
tg-about-passages = 每次給出幾段
tg-about-mode = 什麼時候說話
tg-about-size = 答案的長短
tg-about-cooldown = 兩次回答之間至少隔多久
tg-language =
    { $value ->
        [auto] 自動
        [zh-Hans] 简体
        [zh-Hant] 繁體
       *[en] English
    }
tg-passages = { $value } 段
tg-mode =
    { $value ->
        [off] 不說話
        [commands] 只聽命令
       *[mentions] 也聽提及
    }
tg-size =
    { $value ->
        [small] 只要那一句
       *[large] 帶上全段
    }
tg-cooldown =
    { $value ->
        [0] 不限
       *[other] { $value } 秒
    }

tg-privacy-title = 留存了你的哪些資訊
tg-privacy =
    · 答案的位置 { $answers } 條：哪則訊息由哪幾段回答，供按鈕使用，180 天後刪除。
    · 最近的問題 { $turns } 條：供你接著問，1 小時後刪除。
    · 評價 { $ratings } 條：你點的 👍 👎，答案刪除時一併刪除。
    · 設定 { $settings } 項。
    · 關注 { $follows } 條：你要我留意的詞和告訴過你的文章，取消時刪除。
    · 收到過的訊息編號：不含內容，2 天後刪除。
    · 還沒答完的訊息：存到答完為止，這樣重啟也不會漏答。
    每天的提問次數只計總數，不記是誰。
tg-privacy-no-log = 問題本身不作長期儲存，也不傳給任何人。
tg-privacy-log = 為改進問答，管理員選擇了儲存問題；你的有 { $questions } 條。問題不傳給任何人。
tg-privacy-forget = /forget 立即刪除以上全部。
tg-forgotten = 已刪除。留存的關於你的資訊都沒有了，舊答案下的按鈕也就不能用了。

tg-stats-title = 使用情況
tg-stats-day = 今天
tg-stats-month = 近 30 天
tg-stats =
    { $period }：{ $questions } 個問題
    · 答出 { $answered }（{ $share }%），不太確定 { $unsure }，沒有找到 { $notfound }
    · 未受理 { $refused }（問得太快或不在名單上），出錯 { $failed }
    · 👍 { $good }　👎 { $bad }
    · 平均用時 { $milliseconds } 毫秒

advice-telegram-token = 在 Telegram 裡找 @BotFather，傳送 /newbot（已有機器人則 /mybots → API Token），把權杖設為 WENBAO_TELEGRAM_TOKEN（環境變數或 .env 檔案），再執行 wenbao bot。
advice-telegram-listen = 換一個連接埠（WENBAO_TELEGRAM_WEBHOOK_LISTEN=主機:埠），或停掉佔用它的程式。
advice-telegram-state = 檢查該資料夾能否寫入，或把損壞的檔案移走（機器人會重建，但會失去群組設定和評價）。
advice-telegram-state-newer = 請更新程式。這個檔案沒有損壞，不要移走。

tg-command-follow = 關注：有新報導提到就告訴你，如 /follow 舟山 體檢
tg-follow-title = 🔔 關注
tg-follow-none = 還沒有關注。傳 /follow 加幾個詞，如「/follow 舟山 體檢」：以後有新報導同時提到它們，就告訴你。
tg-follow-begun = 已關注。以後收入的報導裡同時提到這些詞的，會告訴你，每篇一次。
tg-follow-too-many = 最多關注 { $most } 條，先取消一條再加。
tg-follow-too-long = 關注的詞太長，請不超過 { $longest } 個字。
tg-follow-at-once = 有了就說
tg-follow-daily = 每天早上 8 點彙總
tg-follow-paused = 暫停
tg-follow-do-pause = ⏸ 暫停
tg-follow-do-resume = ▶ 恢復
tg-follow-do-daily = 每天彙總
tg-follow-do-at-once = 有了就說
tg-follow-do-end = ✕ 取消
tg-follow-manage = 管理關注
tg-follow-news = 🔔 「{ $words }」有 { $count } 篇新報導

tg-upload-admins-only = 我讀文字。版面的檔案（PDF、掃描件、照片、文字檔、Word、網頁）由管理員收入，可以請他們傳給我。
tg-upload-fetching = 📥 收到 { $name }。正在下載，然後放進報導資料夾……
tg-upload-reading = 📥 { $name } 已放進報導資料夾，正在讀入……
tg-upload-read = ✅ 已收入 { $name }：{ $pages } 個版面、{ $articles } 篇文章
tg-upload-unread = ⚠ { $name } 沒能讀入：{ $error }
tg-upload-same = { $name } 已經在報導資料夾裡，內容一樣。
tg-upload-kind = 這種檔案讀不了。可以傳 PDF、圖片（PNG、JPEG、TIFF、WebP）、.txt、.md、.docx、.html、.epub、.csv、.json、OCR 結果（hOCR、ALTO、PAGE XML），或它們的 .zip。
tg-upload-too-big = { $name } 超過 20 MB，Telegram 不讓機器人下載這麼大的檔案。請直接放進報導資料夾。
tg-upload-too-many = 一小時內收的檔案太多了。請過一會兒再傳，或直接放進報導資料夾。
tg-upload-unkept = ⚠ { $name } 沒能存下：{ $error }
tg-upload-undo =
    { $count ->
        [1] ↩ 撤回，刪掉這個檔案
       *[other] ↩ 撤回，刪掉這些檔案
    }
tg-upload-undone = 已撤回，{ $name } 已從報導資料夾刪除。
tg-upload-changed = { $name } 後來改動過，沒有刪除。
advice-telegram-deaf = 請用 systemd 或 Docker 讓程式自動重啟，見 deploy/README.md。
