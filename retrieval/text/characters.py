"""Classes of characters, each spelled once; the strings go inside the brackets of a pattern."""

# the block of common Chinese characters, and all blocks that hold any, rare names' too
HAN = "\u4e00-\u9fff"
ALL_HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
# the characters that jieba takes for Chinese
JIEBA_HAN = "\u4e00-\u9fd5"
# what a number in words is made of
NUMERAL_CHARS = "零〇一二两三四五六七八九十百千万亿"
# what parts a sentence into clauses, and text into sentences
SENTENCE_ENDS = "。！？!?…"
CLAUSE_MARKS = f"，,；;：:{SENTENCE_ENDS}"


def is_han(char: str) -> bool:
    """True of one common Chinese character; false of none or of several."""
    return len(char) == 1 and "\u4e00" <= char <= "\u9fff"
