"""From page files to answers: reports, articles, passages, index, answers.

Pure: no Telegram, no settings object, no clock, no network.
"""
