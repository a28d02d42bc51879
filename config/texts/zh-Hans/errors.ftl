# 出错时说的话：设置
setting-unknown = 没有这项设置
setting-unknown-near = 没有这项设置；是不是 { $near }？
setting-invalid = { $value } 不行；应是：{ $means }
setting-invalid-secret = 这个值不行；应是：{ $means }
setting-thresholds = { $value } 小于 { $other }（{ $other_value }），不能这样
setting-no-home = 这个用户没有主文件夹；请在这里指定一个文件夹
setting-no-such-home = 找不到 { $value }（{ $error }）
setting-unreadable = 读不了（{ $error }）
setting-encoding = 不是 UTF-8（字节 0x{ $byte }）；请另存为 UTF-8
setting-syntax = 不是合格的 TOML（{ $error }）
setting-no-token = 没有 Telegram 令牌；请向 @BotFather 申请
setting-token-form = 不像令牌；令牌是一串数字、一个冒号、约 35 个字母数字，例如 123456789:AAH…

setting-means-reports = 报道所在的文件夹
setting-means-data-dir = 存放数据的文件夹
setting-means-language = zh-Hans、zh-Hant 或 en；不设就随系统
setting-means-top = 一个回答最多几段，1 到 100 的整数
setting-means-answered-above = 多有把握才算有答案，0 到 1 的数
setting-means-not-found-below = 把握低于多少算没有，0 到 1 的数
setting-means-index = 搜索集群里的索引，如 opensearch://主机:9200/名字 或 opensearch+https://…
setting-means-index-user = 搜索集群的用户名
setting-means-index-password = 这个用户的密码
setting-means-index-key = API 密钥，代替用户名和密码
setting-means-index-ca = 要信任的证书文件（PEM）
setting-means-index-shards = 新索引的分片数，1 到 1024
setting-means-index-replicas = 每个分片另有几份副本，0 到 9
setting-means-telegram-token = 机器人的令牌
setting-means-telegram-api-url = 自建 Bot API 服务器的地址，http://… 或 https://…
setting-means-telegram-proxy = HTTP 代理，http://主机:端口
setting-means-telegram-admins = 管理员的编号，用逗号隔开，例如 1234,5678
setting-means-telegram-people = 用户的编号，用逗号隔开，例如 1234,5678
setting-means-telegram-groups = 群的编号，用逗号隔开，例如 -1001234,-1005678
setting-means-telegram-asks-per-minute = 每人每分钟最多问几次，1 到 600 的整数
setting-means-telegram-group-asks-per-minute = 每群每分钟最多问几次，1 到 600 的整数
setting-means-telegram-keep-questions = true 或 false；true 长期保存问题
setting-means-telegram-handler-seconds = 一条消息最多处理几秒，1 到 3600
setting-means-telegram-webhook-url = webhook 的公开地址，https://主机/路径
setting-means-telegram-retry-seconds = 发不出去的回答再试多少秒，0 到 86400
setting-means-telegram-health-listen = 提供 /healthz 和 /metrics 的 主机:端口，端口 1 到 65535
setting-means-telegram-log-level = DEBUG、INFO、WARNING 或 ERROR
setting-means-telegram-log-format = text 或 json
setting-means-telegram-webhook-listen = 监听 webhook 的 主机:端口，端口 1 到 65535

# 出错时说的话：命令和输入
command-unknown = 没有 { $given } 这个命令。有：{ $known }
command-unknown-near = 没有 { $given } 这个命令。是不是 { $near }？
flag-unknown = 没有 { $given } 这个选项。有：{ $known }
flag-unknown-near = 没有 { $given } 这个选项。是不是 { $near }？
flag-without-value = { $flag } 后面缺一个值。
flag-with-value = { $flag } 后面不能写值。
word-unexpected = { $command } 后面不能写 { $word }。
flags-exclude = { $one } 不能和 { $other } 一起用。
question-empty = 问题是空的。
line-not-json = 不是完整的 JSON 对象（{ $error }）
line-wrong-id = “id”应是文字或数字
line-wrong-turns = “turns”应是一串文字，本次的问题在最后
line-no-question = 缺少“q”，例如 { $form }
line-not-decodable = 不是 UTF-8，也不是 GB18030；请把输入转成 UTF-8
data-dir-is-file = { $place }: 这是一个文件，不是存放数据的文件夹

# 出错时说的话：机器人
token-refused = WENBAO_TELEGRAM_TOKEN: Telegram 不认这个令牌
port-taken = { $place }: 这个端口用不了（{ $error }）
webhook-refused = { $place }: Telegram 不接受这个 webhook（{ $error }）
updates-stopped = 不再向 Telegram 取消息了，原因不明
state-failing = { $place }: 机器人的数据文件用不了（{ $error }）
state-newer = { $place }: 这个数据文件是新版问报做的
