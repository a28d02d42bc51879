# What the Telegram bot says to people. Names in braces are replaced by content; keep them.
# tg-command-… stands in the command menu, at most 256 characters.

tg-description =
    Wenbao: ask the newspaper.
    Send a question and get the answer in the reports' own words, each with its source; what they don't say is answered so.
    Add me to a group and ask with /ask, or type @ and my name with a question in any chat.
tg-short-description = Answers from newspaper reports in their own words, each with its source.

tg-command-start = Start: what is in the archive
tg-command-help = How to ask
tg-command-ask = Ask; in reply to a message it asks that message
tg-command-articles = Browse reports and articles
tg-command-settings = Settings
tg-command-privacy = What is kept about you
tg-command-forget = Delete what is kept, at once
tg-command-stats = Figures (admins)
tg-command-allow = Let a person or a group in (admins)
tg-command-ban = Shut a person or a group out (admins)

tg-archive = There are { $reports } reports with { $articles } articles and { $passages } passages here. Send a question and it is answered in the reports' own words.
tg-no-reports = There are no reports here yet, so nothing can be answered. The administrator can put files into the folder of reports; they are taken in by themselves.
tg-try-these = For example, tap one:
tg-browse = 📚 Browse all reports
tg-help =
    Send a question. You may go on with “and that other district?”; a reply to an older answer continues that one.
    Edit a question and its answer changes too.

    ‹ › shows other passages, “Read it all” the whole article; 👍 👎 tell us whether it helped.
    The headline in the source is a link: it opens that passage again at any time, for others too.

    In groups: /ask and a question; /ask in reply to a message; a reply to my answer; or { $bot } and a question.
    In any chat: type { $bot } and a question, then choose a passage to post.

    /articles browse · /follow words · /settings · /privacy · /forget delete what is kept
tg-help-group =
    How to ask:
    · /ask and a question
    · /ask in reply to a message asks that message
    · a reply to my answer goes on from there
    · { $bot } and a question (not delivered to me in privacy mode; use /ask then)
    Group admins choose with /settings when I speak.
tg-help-guest = Mention { $bot } with a question and I answer in the reports' own words; mention me in reply to a message to ask that message.
tg-hello-group = Hello, I am Wenbao: I answer questions in newspaper reports' own words, each with its source. Ask with /ask and a question; or reply to a message with /ask alone to ask that message. Group admins choose with /settings{ $bot } when I speak.

tg-say-menu = menu start
tg-say-help = help
tg-say-settings = settings
tg-nth = 第{ $number }条
tg-chinese-only = The reports are in Chinese: a question in Chinese finds more.
tg-context-gone = (The question that this goes on from is no longer kept; this one is taken by itself.)

tg-not-found-line = { status-not-found } { $missing }
tg-try = Use fewer words: a name, a place or a number; or browse the pages with /articles.
tg-nearest = Show the nearest passages
tg-listing-more =
    { $count ->
        [one] … and one more
       *[other] … and { $count } more
    }
tg-listing-read = Read what each says
tg-side = See { $name }
tg-read = 📖 Read it all
tg-look = 🔍 See the page
tg-back = ↩ Back
tg-open = Open in Wenbao
tg-part = (A long paragraph: this is part { $number } of { $count }; “Read it all” shows the rest.)
tg-report-changed = The report quoted here has changed or is gone; please ask again.
tg-stale = This button is too old; please ask again.
tg-thanks-good = Thank you!
tg-thanks-bad = Thank you, noted. Other words may find more.
tg-wait =
    { $seconds ->
        [one] Too fast: please wait a second before you ask again.
       *[other] Too fast: please wait { $seconds } seconds before you ask again.
    }
tg-sorry = Sorry, something went wrong and there is no answer. Please try again later.
tg-given-up = Sorry: this question could not be answered for long. Please ask again.
tg-news-given-up = ⚠ Telegram could not be reached for long; some questions have been given up.
tg-news-deadly = ⚠ The program ended three times while it handled the same message; that message is given up. The log names its number.
tg-not-allowed = Sorry, this bot is only for people on its list. To be let in, tell its admin this number: { $id }
tg-allowed = { $id } is let in.
tg-banned = { $id } is shut out.
tg-name-somebody = Name the number of a person or a group, as in /ban 12345678, or reply to a message of theirs.
tg-admins-only = Only the group's admins may change settings.
tg-no-command = There is no such command; /help tells how to ask.
tg-text-only = Only what is written can be asked: please type your question. Pages (txt, PDF, photos of pages) are added by an admin, who puts the files into the bot's folder of reports.
tg-saved = Saved

tg-reports = 📚 { $reports } reports, { $articles } articles. Tap a report to see its articles:
tg-report =
    { $number }. { $opening }{ $count ->
        [0] {""}
        [1] {""}
       *[other] {", "}{ $count } articles
    } · { $name }
tg-articles =
    { $count ->
        [one] One article; tap to read it:
       *[other] { $count } articles; tap one to read it:
    }
tg-all-reports = ↩ All reports

tg-news-added = 📥 New reports ({ $count }): { $names }
tg-news-replaced = 🔄 Changed reports ({ $count }): { $names }
tg-news-removed = 🗑 Removed reports ({ $count }): { $names }
tg-news-failed = ⚠ Could not be read: { $error }
tg-news-index-damaged = ⚠ The index is damaged. It is being rebuilt from the pages; questions that need the damaged part are answered afterwards.
tg-news-index-repaired = The index has been rebuilt.
tg-news-index-failed = ⚠ The index could not be rebuilt; the log says why.
tg-news-index-trouble = ⚠ The index does not follow the reports: { $error }
tg-news-index-follows = The index follows the reports again.
tg-news-none = The reports have changed.

tg-inline-hint = Type a question for the newspaper
tg-inline-nothing = The reports don't say; tap to open Wenbao
tg-guest-title = Wenbao's answer

tg-settings-person = Settings
tg-settings-group = This group's settings
tg-settings-topic = This topic's settings
tg-about-language = Language (quotes are never translated)
tg-about-passages = How many passages
tg-about-mode = When to speak
tg-about-size = How long an answer is
tg-about-cooldown = How long to wait between two answers
tg-language =
    { $value ->
        [auto] Automatic
        [zh-Hans] 简体
        [zh-Hant] 繁體
       *[en] English
    }
tg-passages = { $value }
tg-mode =
    { $value ->
        [off] Never
        [commands] Commands
       *[mentions] Mentions too
    }
tg-size =
    { $value ->
        [small] The sentence
       *[large] With its paragraph
    }
tg-cooldown =
    { $value ->
        [0] No wait
       *[other] { $value } s
    }

tg-privacy-title = What is kept about you
tg-privacy =
    · { $answers ->
        [one] One answer
       *[other] { $answers } answers
    }: which message was answered by which passages, for the buttons; deleted after 180 days.
    · { $turns ->
        [one] One recent question
       *[other] { $turns } recent questions
    }: so that you can go on asking; deleted after an hour.
    · { $ratings ->
        [one] One rating
       *[other] { $ratings } ratings
    }: your 👍 and 👎; deleted with the answer.
    · { $settings ->
        [one] One setting
       *[other] { $settings } settings
    }.
    · { $follows ->
        [one] One follow
       *[other] { $follows } follows
    }: the words and the articles you were told of; deleted when you end it.
    · Numbers of messages received, without content; deleted after 2 days.
    · Messages not answered yet: until they are, so that a restart loses none.
    Questions a day are counted without a name.
tg-privacy-no-log = Questions themselves are not kept any longer, and sent to nobody.
tg-privacy-log = To improve the answers, the admins chose to keep questions; there are { $questions } of yours. They are sent to nobody.
tg-privacy-forget = /forget deletes all of this at once.
tg-forgotten = Deleted. Nothing is kept about you any more, so the buttons under old answers no longer work.

tg-stats-title = Figures
tg-stats-day = Today
tg-stats-month = Last 30 days
tg-stats =
    { $period }: { $questions ->
        [one] one question
       *[other] { $questions } questions
    }
    · answered { $answered } ({ $share } %), unsure { $unsure }, not found { $notfound }
    · turned away { $refused } (too fast, or not on the list), failed { $failed }
    · 👍 { $good }  👎 { $bad }
    · { $milliseconds } ms on average

advice-telegram-token = Send /newbot to @BotFather in Telegram (/mybots → API Token if the bot exists), put the token into WENBAO_TELEGRAM_TOKEN (in the environment or in a .env file), and run wenbao bot again.
advice-telegram-listen = Choose another port (WENBAO_TELEGRAM_WEBHOOK_LISTEN=host:port), or stop what uses it.
advice-telegram-state = See whether the folder can be written to, or move the broken file away (the bot makes a new one, but settings of groups and ratings are lost).
advice-telegram-state-newer = Update the program. The file is sound: leave it where it is.

tg-command-follow = Be told of new articles with these words, as in /follow 舟山 体检
tg-follow-title = 🔔 Followed
tg-follow-none = Nothing is followed yet. Send /follow and a few words, as in “/follow 舟山 体检”: you are told of each new article that has them all.
tg-follow-begun = Followed. You are told once of each article added from now on that has all of these words.
tg-follow-too-many = At most { $most } can be followed; end one first.
tg-follow-too-long = That is too long: at most { $longest } characters.
tg-follow-at-once = at once
tg-follow-daily = daily at 8:00
tg-follow-paused = paused
tg-follow-do-pause = ⏸ Pause
tg-follow-do-resume = ▶ Resume
tg-follow-do-daily = Daily
tg-follow-do-at-once = At once
tg-follow-do-end = ✕ End
tg-follow-manage = Manage
tg-follow-news = 🔔 “{ $words }”: { $count ->
    [one] a new article
   *[other] { $count } new articles
}

tg-upload-admins-only = I read text. Pages (PDF, scans, photos, text, Word, web pages) are taken in from the bot's admins; ask one of them to send it.
tg-upload-fetching = 📥 { $name } has come. Fetching it, then putting it into the reports' folder…
tg-upload-reading = 📥 { $name } is in the reports' folder and is being read…
tg-upload-read = ✅ { $name } is in: { $pages ->
    [one] one page
   *[other] { $pages } pages
}, { $articles ->
    [one] one article
   *[other] { $articles } articles
}
tg-upload-unread = ⚠ { $name } could not be read: { $error }
tg-upload-same = { $name } is in the reports' folder already, with the same content.
tg-upload-kind = Such a file can't be read. Send PDF, pictures (PNG, JPEG, TIFF, WebP), .txt, .md, .docx, .html, .epub, .csv, .json, OCR results (hOCR, ALTO, PAGE XML), or a .zip of them.
tg-upload-too-big = { $name } is larger than 20 MB; Telegram lets no bot fetch so much. Put it into the reports' folder yourself.
tg-upload-too-many = Too many files within an hour. Send it later, or put it into the reports' folder yourself.
tg-upload-unkept = ⚠ { $name } could not be kept: { $error }
tg-upload-undo =
    { $count ->
        [1] ↩ Undo: delete this file
       *[other] ↩ Undo: delete these files
    }
tg-upload-undone = Undone: { $name } is deleted from the reports' folder.
tg-upload-changed = { $name } was changed since, and stays.
advice-telegram-deaf = Let a supervisor (systemd, Docker) start the program again; deploy/README.md shows how.
