# Errors: settings
setting-unknown = there is no such setting
setting-unknown-near = there is no such setting; do you mean { $near }?
setting-invalid = { $value } is not allowed; it should be: { $means }
setting-invalid-secret = the value is not allowed; it should be: { $means }
setting-thresholds = { $value } is less than { $other } ({ $other_value }); it must not be
setting-no-home = the user has no home folder; name a folder here
setting-no-such-home = { $value } can't be found ({ $error })
setting-unreadable = can't be read ({ $error })
setting-encoding = not UTF-8 (byte 0x{ $byte }); save it as UTF-8
setting-syntax = not valid TOML ({ $error })
setting-no-token = there is no Telegram token; @BotFather gives you one
setting-token-form = not a token, which is a number, a colon and some 35 letters and digits, such as 123456789:AAH…

setting-means-reports = a folder of reports
setting-means-data-dir = the folder for the program's data
setting-means-language = zh-Hans, zh-Hant or en; your locale's if not set
setting-means-top = passages in an answer, 1 to 100
setting-means-answered-above = how likely an answer must be to count as one, 0 to 1
setting-means-not-found-below = how likely an answer must be not to be refused, 0 to 1
setting-means-index = an index in a search cluster, opensearch://host:9200/name or opensearch+https://…
setting-means-index-user = the user at the search cluster
setting-means-index-password = the user's password
setting-means-index-key = an API key, in place of user and password
setting-means-index-ca = a file of certificates to trust (PEM)
setting-means-index-shards = shards of a new index, 1 to 1024
setting-means-index-replicas = copies of each shard besides it, 0 to 9
setting-means-telegram-token = the bot's token
setting-means-telegram-api-url = the address of your own Bot API server, http://… or https://…
setting-means-telegram-proxy = an HTTP proxy, http://host:port
setting-means-telegram-admins = ids of admins, separated by commas, such as 1234,5678
setting-means-telegram-people = ids of people, separated by commas, such as 1234,5678
setting-means-telegram-groups = ids of groups, separated by commas, such as -1001234,-1005678
setting-means-telegram-asks-per-minute = questions a person may ask in a minute, a whole number from 1 to 600
setting-means-telegram-group-asks-per-minute = questions a group may ask in a minute, a whole number from 1 to 600
setting-means-telegram-keep-questions = true or false; true keeps questions for good
setting-means-telegram-handler-seconds = how long handling one update may take, 1 to 3600 seconds
setting-means-telegram-webhook-url = the public address of the webhook, https://host/path
setting-means-telegram-retry-seconds = how long an answer that can't be sent is tried again, 0 to 86400 seconds
setting-means-telegram-health-listen = host:port to serve /healthz and /metrics on, the port from 1 to 65535
setting-means-telegram-log-level = DEBUG, INFO, WARNING or ERROR
setting-means-telegram-log-format = text or json
setting-means-telegram-webhook-listen = host:port to listen on for the webhook, the port from 1 to 65535

# Errors: commands and input
command-unknown = There is no command { $given }. There are: { $known }
command-unknown-near = There is no command { $given }. Do you mean { $near }?
flag-unknown = There is no option { $given }. There are: { $known }
flag-unknown-near = There is no option { $given }. Do you mean { $near }?
flag-without-value = { $flag } needs a value.
flag-with-value = { $flag } takes no value.
word-unexpected = { $command } takes no { $word }.
flags-exclude = { $one } can't be used together with { $other }.
question-empty = The question is empty.
line-not-json = not a whole JSON object ({ $error })
line-wrong-id = "id" should be a text or a number
line-wrong-turns = "turns" should be a list of texts, with the question last
line-no-question = "q" is missing, for example { $form }
line-not-decodable = neither UTF-8 nor GB18030; convert the input to UTF-8
data-dir-is-file = { $place }: this is a file, not a folder for data

# Errors: the bot
token-refused = WENBAO_TELEGRAM_TOKEN: Telegram doesn't know this token
port-taken = { $place }: can't be listened on ({ $error })
webhook-refused = { $place }: Telegram refuses this webhook ({ $error })
updates-stopped = the bot has stopped asking Telegram for messages, for an unknown reason
state-failing = { $place }: the bot's data file can't be used ({ $error })
state-newer = { $place }: a newer version of Wenbao made this data file
