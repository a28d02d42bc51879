"""The Telegram bot: updates in, answers out.

update ─ inbox ─▶ queue ─▶ admission ─▶ handler ─▶ answerer ─▶ view ─ rate limiter ─▶ message

`lifecycle` starts and stops it, `receiving` fetches or listens, `app` puts it together,
`handlers/registration` says which handler an update is for. Handlers translate; what they show is
made in `views`, what they remember is kept in `storage`.
"""

import os

# PTB's opt-in to durations as timedelta, which its next version brings to all
os.environ.setdefault("PTB_TIMEDELTA", "true")
