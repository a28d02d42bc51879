"""The Telegram bot: updates in, answers out.

update ─ intake ─▶ order ─▶ access ─▶ handler ─▶ answerer ─▶ screen ─ rate_limiter ─▶ message

`running` starts and stops it, `application` wires it, `handlers/table` says which handler an update
is for. Handlers translate what `updates` describes; what they show is made in `screens`, what
they remember is kept in `state`.
"""

import os

# PTB's opt-in to durations as timedelta, which its next version brings to all
os.environ.setdefault("PTB_TIMEDELTA", "true")
