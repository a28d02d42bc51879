# 出錯時說的話：設定
setting-unknown = 沒有這項設定
setting-unknown-near = 沒有這項設定；是不是 { $near }？
setting-invalid = { $value } 不行；應是：{ $means }
setting-invalid-secret = 這個值不行；應是：{ $means }
setting-thresholds = { $value } 小於 { $other }（{ $other_value }），不能這樣
setting-no-home = 這個使用者沒有主資料夾；請在這裡指定一個資料夾
setting-no-such-home = 找不到 { $value }（{ $error }）
setting-unreadable = 讀不了（{ $error }）
setting-encoding = 不是 UTF-8（位元組 0x{ $byte }）；請另存為 UTF-8
setting-syntax = 不是合格的 TOML（{ $error }）
setting-no-token = 沒有 Telegram 權杖；請向 @BotFather 申請
setting-token-form = 不像權杖；權杖是一串數字、一個冒號、約 35 個字母數字，例如 123456789:AAH…

setting-means-reports = 報道所在的資料夾
setting-means-data-dir = 存放資料的資料夾
setting-means-language = zh-Hans、zh-Hant 或 en；不設就隨系統
setting-means-top = 一個回答最多幾段，1 到 100 的整數
setting-means-answered-above = 多有把握才算有答案，0 到 1 的數
setting-means-not-found-below = 把握低於多少算沒有，0 到 1 的數
setting-means-index = 搜尋叢集裡的索引，如 opensearch://主機:9200/名字 或 opensearch+https://…
setting-means-index-user = 搜尋叢集的使用者
setting-means-index-password = 這個使用者的密碼
setting-means-index-key = API 金鑰，代替使用者和密碼
setting-means-index-ca = 要信任的憑證檔（PEM）
setting-means-index-shards = 新索引的分片數，1 到 1024
setting-means-index-replicas = 每個分片另有幾份副本，0 到 9
setting-means-telegram-token = 機器人的權杖
setting-means-telegram-api-url = 自建 Bot API 伺服器的位址，http://… 或 https://…
setting-means-telegram-proxy = HTTP 代理，http://主機:連接埠
setting-means-telegram-admins = 管理員的編號，用逗號隔開，例如 1234,5678
setting-means-telegram-people = 使用者的編號，用逗號隔開，例如 1234,5678
setting-means-telegram-groups = 群組的編號，用逗號隔開，例如 -1001234,-1005678
setting-means-telegram-asks-per-minute = 每人每分鐘最多問幾次，1 到 600 的整數
setting-means-telegram-group-asks-per-minute = 每群每分鐘最多問幾次，1 到 600 的整數
setting-means-telegram-keep-questions = true 或 false；true 長期保存問題
setting-means-telegram-handler-seconds = 一則訊息最多處理幾秒，1 到 3600
setting-means-telegram-webhook-url = webhook 的公開位址，https://主機/路徑
setting-means-telegram-retry-seconds = 發不出去的回答再試多少秒，0 到 86400
setting-means-telegram-health-listen = 提供 /healthz 和 /metrics 的 主機:連接埠，連接埠 1 到 65535
setting-means-telegram-log-level = DEBUG、INFO、WARNING 或 ERROR
setting-means-telegram-log-format = text 或 json
setting-means-telegram-webhook-listen = 監聽 webhook 的 主機:連接埠，連接埠 1 到 65535

# 出錯時說的話：命令和輸入
command-unknown = 沒有 { $given } 這個命令。有：{ $known }
command-unknown-near = 沒有 { $given } 這個命令。是不是 { $near }？
flag-unknown = 沒有 { $given } 這個選項。有：{ $known }
flag-unknown-near = 沒有 { $given } 這個選項。是不是 { $near }？
flag-without-value = { $flag } 後面缺一個值。
flag-with-value = { $flag } 後面不能寫值。
word-unexpected = { $command } 後面不能寫 { $word }。
flags-exclude = { $one } 不能和 { $other } 一起用。
question-empty = 問題是空的。
line-not-json = 不是完整的 JSON 物件（{ $error }）
line-wrong-id = “id”應是文字或數字
line-wrong-turns = “turns”應是一串文字，本次的問題在最後
line-no-question = 缺少“q”，例如 { $form }
line-not-decodable = 不是 UTF-8，也不是 GB18030；請把輸入轉成 UTF-8
data-dir-is-file = { $place }: 這是一個檔案，不是存放資料的資料夾

# 出錯時說的話：機器人
token-refused = WENBAO_TELEGRAM_TOKEN: Telegram 不認這個權杖
port-taken = { $place }: 這個連接埠用不了（{ $error }）
webhook-refused = { $place }: Telegram 不接受這個 webhook（{ $error }）
updates-stopped = 不再向 Telegram 取訊息了，原因不明
state-failing = { $place }: 機器人的資料檔案用不了（{ $error }）
state-newer = { $place }: 這個資料檔案是新版問報做的
