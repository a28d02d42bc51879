# What the console and the command line say to people. Keep the names in braces.

welcome = Wenbao: ask the newspaper, get its own words.
help-hint = /help
# typed alone, these words show the help
help-words = help 帮助 幫助 菜单 菜單 设置 設定 設置 怎么用 怎麼用 使用说明 使用說明 说明 說明 menu settings usage
holds = { $reports ->
        [one] One page
       *[other] { $reports } pages
    }, { $articles ->
        [one] one article
       *[other] { $articles } articles
    }
holds-dates = { $count ->
        [1] Dates of the pages: { $first }
       *[other] Dates of the pages: { $first } to { $last }
    }
between-facts = { " · " }
try-again = Try fewer words, or the name of a person, an organization or a place, or a number.
paragraphs-before =
    { $count ->
        [one] (one paragraph before this; /open { $number } all shows the whole article)
       *[other] ({ $count } paragraphs before this; /open { $number } all shows the whole article)
    }
welcome-hint = Type a question; /help lists the commands, Ctrl-D ends.
left-out =
    { $count ->
        [one] One file left out (/sources)
       *[other] { $count } files left out (/sources)
    }
stage-read = Reading the pages
stage-index = Indexing
stage-scan = Reading pictures
progress-rate = { $count } a minute
progress-line = { $stage }: { $done } of { $total }, { $rate }, about { $left } left
waiting = { $stage }: { $done } of { $total }
loading-stopped = No longer waiting. The pages are still being read in the background.
prompt = ask> { "" }

status-not-found = Not found in the reports.
asks-back = Which question does this go on from? Please ask it in full.
not-understood = Not understood and set aside: { $words }
chat = This is Wenbao. It answers questions in the reports' own words, with sources. Ask about something in the news, such as “某区今年新建了多少家工会？”; /help explains more.
status-unsure = Not certain; these passages may help.
missing = { $count ->
        [one] This word occurs in no report: { $words }
       *[other] These words occur in no report: { $words }
    }
replaced = No report has “{ $typed }”; searched for “{ $meant }”.
understood = Understood as: { $text }
disagreeing = The reports differ: { $told }.
told = { $imprint } “{ $words }” (passage { $number })
correction = Passage { $number } is a correction.
sides = Compared: { $sides }.
side = { $name }, passage { $number }
side-not-found = { $name }, nothing found
between-sides = {"; "}
listing = { $count ->
        [0] No article mentions “{ $word }”.
        [one] One article mentions “{ $word }”.
       *[other] { $count } articles mention “{ $word }”.
    }
listing-reporter = { $count ->
        [0] No article is by “{ $word }”.
        [one] One article is by “{ $word }”.
       *[other] { $count } articles are by “{ $word }”.
    }
listing-headline = { $count ->
        [0] No headline has “{ $word }”.
        [one] One headline has “{ $word }”.
       *[other] { $count } headlines have “{ $word }”.
    }
listing-all = There are { $count } articles.
listing-report = There are { $count } pages.
quote-verbatim = The quote is verbatim.
quote-differs = The quote differs: { $differences }.
quote-absent = No report has this; the nearest passages follow.
quote-difference = quoted “{ $quoted }”, reported “{ $reported }”
quote-nothing = (nothing)
opened = The whole article: { $title }
nearest = The nearest passages (they may not answer the question):
more =
    { $count ->
        [one] One more passage: /more.
       *[other] { $count } more passages: /more.
    }
no-more = There are no more passages.
question-too-long = A question has { $most } characters at most; this one has { $count }.
no-answer-yet = There is no answer yet; ask a question first.
no-such-passage = There is no passage { $number }; there are 1 to { $count }.
no-such-article = There is no article { $number }; /articles lists them all.
no-such-command = There is no command { $command }; /help lists them all.
wants-number = { $command } needs a number, for example { $command } 1.

between = { ", " }
source-lines =
    { $count ->
        [one] line { $lines }
       *[other] lines { $lines }
    }
imprint = { $paper } { $date } { $page }
imprint-date = { $year }-{ $month }-{ $day }
imprint-page = p. { $page }
source-probable = probably from { $title }
source-misread = read unsurely by OCR
source-unreliable = the order of this page’s lines is unreliable
untitled = (headline lost)
sentence-label = Sentence: { "" }
answer-label = Answer: { "" }
gap = [text is lost here]
doubtful = [probably of this article]
tip-label = Reading tip
banner-label = Column

articles-of =
    { $count ->
        [one] { $report } (one article)
       *[other] { $report } ({ $count } articles)
    }
articles-hint = /articles and a number opens one, for example /articles 1.
source-report = { $report }: { $lines } lines, { $articles } articles, { $encoding }
source-failed = could not be read: { $error }
scan-opened = Opened the picture of the page: { $path }
scan-saved = The picture of the page is in { $path }
learned-all = ({ $learned })
learned = { $what } from { $where }
learned-paper = newspaper
learned-date = date
learned-page = page
learned-section = section
learned-from-page = the page
learned-from-name = the file’s name
learned-from-metadata = the file’s metadata
learned-from-user = reports.toml
no-reports = There are no pages in { $folder }. Put files of newspaper pages there (text, PDF, Word, HTML, OCR results, …), or name another folder with --reports.
sources-folder = The pages are in { $folder }

help =
    Type a question and press Enter. Type the number of a passage to read its whole article.
    You can go on asking, for example “那另一个区呢？” (and that other district?).
help-examples = For example:
help-more = the next passages
help-open = the article of passage N, from the passage on; /open N all: the whole article
help-scan = passage N on the picture of its page
help-explain = why the last answer was given
help-articles = all articles; with a number, one of them
help-sources = all pages, and the files that could not be read
help-help = this page
help-quit = leave

# Questions found in the reports, for the console and Telegram.
example = { $headline }讲了什么？
example-amount = { $before }多少{ $unit }{ $after }？
example-person = { $office }是谁？
example-place = { $before }在哪里{ $after }？

figure-hit1 = the first passage is a right one
figure-hit3 = a right passage is among the first three
figure-mrr = mean reciprocal rank of the right passage within ten
figure-ans1 = the first passage holds the answer
figure-ans3 = the first three passages hold the answer
figure-sent = the marked sentence holds the answer
figure-span = the marked words are the answer
figure-f1 = character F1 of the marked words
figure-false_abstain = answerable, but refused
figure-abstain = unanswerable, and refused
figure-flagged = unanswerable, and refused or unsure
evaluating = Evaluating
miss-should-abstain = should have been “not found”
miss-rank = the right passage has rank { $rank }
miss-not-found = the right passage is not among the first ten

# after an error
advice-error = See above.
advice-report-access = Check the path and its permissions, or name the folder of pages with --reports.
advice-no-report = The beginning of a name is enough; `wenbao articles` without a name lists the articles of all pages.
advice-report-format = Save the file as UTF-8 text; split a large one into its pages.
advice-verbatim = A quote differs from its page, so it was not shown. The file may have just changed; please start again.
advice-question-length = The question is too long. Ask one thing, in fewer words.
advice-question-file = No questions can be read here. Each line should be a question or a JSON object.
advice-question-file-missing = There is no such file; check the path.
advice-usage = `wenbao COMMAND --help` lists what a command takes.
advice-settings = Correct the setting named above and start again.
advice-data-dir = Name a folder for the data with --data-dir (or WENBAO_DATA_DIR).
