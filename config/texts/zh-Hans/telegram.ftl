# Telegram 机器人对人说的话。花括号里的名字会换成内容，请保留。
# tg-command-… 显示在命令菜单里，不超过 256 个字。

tg-description =
    问报：问报纸，答原话。
    发来一个问题，就用报道的原话回答，句句注明出处；报道里没有的，就说没有。
    也可以拉进群里，用 /ask 提问；或在任何聊天里输入 @ 我的名字加问题。
tg-short-description = 问报纸，答原话。每句引文都有出处，报道里没有的就说没有。

tg-command-start = 开始：这里有什么、怎么问
tg-command-help = 怎么用
tg-command-ask = 提问；回复别人的话用它，就问那句话
tg-command-articles = 浏览版面和文章
tg-command-settings = 设置
tg-command-privacy = 留存了你的哪些信息
tg-command-forget = 立即删除留存的信息
tg-command-stats = 使用情况（管理员）
tg-command-allow = 准许某人或某群使用（管理员）
tg-command-ban = 禁止某人或某群使用（管理员）

tg-archive = 这里有 { $reports } 个版面、{ $articles } 篇文章、{ $passages } 个段落。直接发问题来，就用报道的原话回答。
tg-no-reports = 这里还没有版面，暂时什么也答不了。请管理员把报纸的文件放进机器人的报道文件夹，放好后会自动收入。
tg-try-these = 比如，点一下：
tg-browse = 📚 浏览全部版面
tg-help =
    直接发问题，例如“某区今年新建了多少家工会”。可以接着问“那另一个区呢”；回复旧的答案，就接着那个答案问。
    改了问题，答案也跟着改。

    ‹ › 看别的段落，“读全文”看整篇文章，👍 👎 告诉我们答得好不好。
    出处里的标题是链接，随时能再打开那一段，也可以转给别人。

    在群里：/ask 加问题；用 /ask 回复别人的话；回复我的答案；或 { $bot } 加问题。
    在任何聊天里：输入 { $bot } 加问题，选一段发出去。

    /articles 浏览版面　/follow 关注　/settings 设置　/privacy 隐私　/forget 删除留存的信息
tg-help-group =
    怎么问：
    · /ask 加问题
    · 用 /ask 回复别人的话，就问那句话
    · 回复我的答案，接着问
    · { $bot } 加问题（机器人开着隐私模式时收不到，请改用 /ask）
    群管理员用 /settings 设置什么时候说话。
tg-help-guest = 提到 { $bot } 并写上问题，我就用报道的原话回答；回复别人的话并提到我，就问那句话。
tg-hello-group = 大家好，我是问报：用报道的原话回答问题，句句有出处。提问请用 /ask 加问题；或者回复一句话，只写 /ask，就问那句话。群管理员用 /settings{ $bot } 设置我什么时候说话。

# 在私聊里，除了命令，这些词也管用；词与词之间空一格
tg-say-menu = 菜单 目录 开始
tg-say-help = 帮助 怎么用 怎么问 使用说明
tg-say-settings = 设置
tg-nth = 第{ $number }条
tg-chinese-only = 报道是中文的，用中文问找得更准。
tg-context-gone = （接着问的那个问题已不再留存，这一句单独来看。）

tg-not-found-line = { status-not-found }{ $missing }
tg-try = 少写几个字，只留人名、地名或数字再试；或者用 /articles 浏览版面。
tg-nearest = 看最接近的段落
tg-listing-more = ……还有 { $count } 篇
tg-listing-read = 逐篇看原文
tg-side = 看{ $name }
tg-read = 📖 读全文
tg-look = 🔍 看原图
tg-back = ↩ 返回
tg-open = 在问报里打开
tg-part = （这一段较长，这里是第 { $number } 部分，共 { $count } 部分；点“读全文”看全部）
tg-report-changed = 这里引用的版面已经更新或移走了，请重新提问。
tg-stale = 这个按钮太旧了，请重新提问。
tg-thanks-good = 谢谢！
tg-thanks-bad = 谢谢，已记下。换个说法再问一次也许更好。
tg-wait = 问得太快了，请等 { $seconds } 秒再问。
tg-sorry = 抱歉，出了点问题，没能回答。请稍后再试。
tg-given-up = 抱歉，这个问题很久都没能回答。请再问一次。
tg-news-given-up = ⚠ 长时间连不上 Telegram，有些问题没能回答。
tg-news-deadly = ⚠ 程序三次在处理同一条消息时中断，已放弃这条消息；日志里有它的编号。
tg-not-allowed = 抱歉，这个机器人只对名单上的人开放。如需使用，请把这个编号告诉管理员：{ $id }
tg-allowed = 已准许 { $id } 使用。
tg-banned = 已禁止 { $id } 使用。
tg-name-somebody = 请写上人或群的编号，例如 /ban 12345678，或者回复其消息。
tg-admins-only = 只有群管理员可以设置。
tg-no-command = 没有这个命令；/help 看怎么用。
tg-text-only = 我只看得懂文字：图片、文件和语音都读不了，请把问题打成字发来。要添加版面（txt、PDF、照片等），请管理员把文件放进机器人的报道文件夹。
tg-saved = 已保存

tg-reports = 📚 { $reports } 个版面，{ $articles } 篇文章。点一个看它的文章：
tg-report =
    { $number }. { $opening }{ $count ->
        [0] {""}
        [1] {""}
       *[other] 等 { $count } 篇
    } · { $name }
tg-articles = { $count } 篇文章，点一篇看全文：
tg-all-reports = ↩ 全部版面

tg-news-added = 📥 新版面 { $count } 个：{ $names }
tg-news-replaced = 🔄 改过的版面 { $count } 个：{ $names }
tg-news-removed = 🗑 移走的版面 { $count } 个：{ $names }
tg-news-failed = ⚠ 没能读入：{ $error }
tg-news-index-damaged = ⚠ 索引已损坏，正在用报道重建；受影响的问题稍后回答。
tg-news-index-repaired = 索引已重建。
tg-news-index-failed = ⚠ 索引没能重建，原因见日志。
tg-news-index-trouble = ⚠ 索引没有跟上报道的变动：{ $error }
tg-news-index-follows = 索引又跟得上报道的变动了。
tg-news-none = 版面有变动。

tg-inline-hint = 输入问题，用报道的原话回答
tg-inline-nothing = 报道里没有找到；点这里打开问报
tg-guest-title = 问报的回答

tg-settings-person = 设置
tg-settings-group = 本群的设置
tg-settings-topic = 本话题的设置
tg-about-language = 语言（引文总是原文）
tg-about-passages = 每次给出几段
tg-about-mode = 什么时候说话
tg-about-size = 答案的长短
tg-about-cooldown = 两次回答之间至少隔多久
tg-language =
    { $value ->
        [auto] 自动
        [zh-Hans] 简体
        [zh-Hant] 繁體
       *[en] English
    }
tg-passages = { $value } 段
tg-mode =
    { $value ->
        [off] 不说话
        [commands] 只听命令
       *[mentions] 也听提及
    }
tg-size =
    { $value ->
        [small] 只要那一句
       *[large] 带上全段
    }
tg-cooldown =
    { $value ->
        [0] 不限
       *[other] { $value } 秒
    }

tg-privacy-title = 留存了你的哪些信息
tg-privacy =
    · 答案的位置 { $answers } 条：哪条消息由哪几段回答，供按钮使用，180 天后删除。
    · 最近的问题 { $turns } 条：供你接着问，1 小时后删除。
    · 评价 { $ratings } 条：你点的 👍 👎，答案删除时一并删除。
    · 设置 { $settings } 项。
    · 关注 { $follows } 条：你要我留意的词和告诉过你的文章，取消时删除。
    · 收到过的消息编号：不含内容，2 天后删除。
    · 还没答完的消息：存到答完为止，这样重启也不会漏答。
    每天的提问次数只计总数，不记是谁。
tg-privacy-no-log = 问题本身不作长期保存，也不发给任何人。
tg-privacy-log = 为改进问答，管理员选择了保存问题；你的有 { $questions } 条。问题不发给任何人。
tg-privacy-forget = /forget 立即删除以上全部。
tg-forgotten = 已删除。留存的关于你的信息都没有了，旧答案下的按钮也就不能用了。

tg-stats-title = 使用情况
tg-stats-day = 今天
tg-stats-month = 近 30 天
tg-stats =
    { $period }：{ $questions } 个问题
    · 答出 { $answered }（{ $share }%），不太确定 { $unsure }，没有找到 { $notfound }
    · 未受理 { $refused }（问得太快或不在名单上），出错 { $failed }
    · 👍 { $good }　👎 { $bad }
    · 平均用时 { $milliseconds } 毫秒

advice-telegram-token = 在 Telegram 里找 @BotFather，发送 /newbot（已有机器人则 /mybots → API Token），把令牌设为 WENBAO_TELEGRAM_TOKEN（环境变量或 .env 文件），再运行 wenbao bot。
advice-telegram-listen = 换一个端口（WENBAO_TELEGRAM_WEBHOOK_LISTEN=主机:端口），或停掉占用它的程序。
advice-telegram-state = 检查该文件夹能否写入，或把损坏的文件移走（机器人会重建，但会丢失群设置和评价）。
advice-telegram-state-newer = 请更新程序。这个文件没有损坏，不要移走。

tg-command-follow = 关注：有新报道提到就告诉你，如 /follow 舟山 体检
tg-follow-title = 🔔 关注
tg-follow-none = 还没有关注。发 /follow 加几个词，如“/follow 舟山 体检”：以后有新报道同时提到它们，就告诉你。
tg-follow-begun = 已关注。以后收入的报道里同时提到这些词的，会告诉你，每篇一次。
tg-follow-too-many = 最多关注 { $most } 条，先取消一条再加。
tg-follow-too-long = 关注的词太长，请不超过 { $longest } 个字。
tg-follow-at-once = 有了就说
tg-follow-daily = 每天早上 8 点汇总
tg-follow-paused = 暂停
tg-follow-do-pause = ⏸ 暂停
tg-follow-do-resume = ▶ 恢复
tg-follow-do-daily = 每天汇总
tg-follow-do-at-once = 有了就说
tg-follow-do-end = ✕ 取消
tg-follow-manage = 管理关注
tg-follow-news = 🔔 “{ $words }”有 { $count } 篇新报道

tg-upload-admins-only = 我读文字。版面的文件（PDF、扫描件、照片、文本、Word、网页）由管理员收入，可以请他们发给我。
tg-upload-fetching = 📥 收到 { $name }。正在下载，然后放进报道文件夹……
tg-upload-reading = 📥 { $name } 已放进报道文件夹，正在读入……
tg-upload-read = ✅ 已收入 { $name }：{ $pages } 个版面、{ $articles } 篇文章
tg-upload-unread = ⚠ { $name } 没能读入：{ $error }
tg-upload-same = { $name } 已经在报道文件夹里，内容一样。
tg-upload-kind = 这种文件读不了。可以发 PDF、图片（PNG、JPEG、TIFF、WebP）、.txt、.md、.docx、.html、.epub、.csv、.json、OCR 结果（hOCR、ALTO、PAGE XML），或它们的 .zip。
tg-upload-too-big = { $name } 超过 20 MB，Telegram 不让机器人下载这么大的文件。请直接放进报道文件夹。
tg-upload-too-many = 一小时内收的文件太多了。请过一会儿再发，或直接放进报道文件夹。
tg-upload-unkept = ⚠ { $name } 没能存下：{ $error }
tg-upload-undo =
    { $count ->
        [1] ↩ 撤回，删掉这个文件
       *[other] ↩ 撤回，删掉这些文件
    }
tg-upload-undone = 已撤回，{ $name } 已从报道文件夹删除。
tg-upload-changed = { $name } 后来改动过，没有删除。
advice-telegram-deaf = 请用 systemd 或 Docker 让程序自动重启，见 deploy/README.md。
