"""The sides of a comparison, wherever its answer is shown."""

from collections.abc import Callable

from bot.texts import Texts
from retrieval.answers import Answer


def told_sides(answer: Answer, texts: Texts, shown: Callable[[str], str]) -> str:
    """`比较：乐清见第 1 段，澄迈见第 2 段。`; "" where nothing is compared.

    `shown` makes a name fit to be shown. What answers for a side its passage says: whether it
    does is judged of the better side only.
    """
    names = answer.sides[: len(answer.passages)]
    if len(names) + len(answer.untold_sides) < 2:  # of two sides asked for, one alone is none
        return ""
    told = [texts("side", name=shown(name), number=at) for at, name in enumerate(names, start=1)]
    told += [texts("side-untold", name=shown(name)) for name in answer.untold_sides]
    return texts("sides", sides=texts("between-sides").join(told))
