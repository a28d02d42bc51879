"""Questions in plenty: words of the shipped reports, and some that they can't answer."""

import random

from config.settings import shipped_reports_dir
from retrieval.corpus import load_corpus


def questions(count: int, *, seed: int) -> list[str]:
    """So many questions, none twice, the same for the same seed; one in ten has no answer."""
    rng = random.Random(seed)
    texts = [p.text for p in load_corpus(shipped_reports_dir()).passages if len(p.text) > 30]
    made: dict[str, None] = {}
    while len(made) < count:
        if rng.random() < 0.1:
            made["".join(chr(rng.randrange(0x4E00, 0x9FA5)) for _ in range(8)) + "？"] = None
            continue
        text = rng.choice(texts)
        start = rng.randrange(len(text) - 15)
        made[f"{text[start : start + rng.randrange(6, 15)]}是什么？".strip()] = None
    return list(made)
