"""The numbers that decide, all in one place; each says what it means.

Evidence is added up in log-odds: +1 makes a thing 2.7 times as likely, -1 as much less so.
`benchmarks/restoration.py` shows how each figure moves when one number is changed.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """Evidence for titles, joins, starts of articles and where a paragraph belongs."""

    # Is a short strip a title? (roles)
    longest_title: int = 44  # characters, marks and spaces not counted; longer ones are text
    title_short: float = 1.6  # without an end mark, up to 12 characters: more often a title
    title_long: float = 1.5
    title_before_start: float = 2.0  # the strip after it opens as a report does (本报讯, a byline)
    title_before_title: float = 0.7  # another short strip without an end mark follows
    title_number: float = 2.0  # it ends in a number, and its measure word follows
    title_hanging: float = 1.5  # it ends with a word that wants another: 由, 在, 和
    title_cut: float = 3.5  # what follows goes on in mid-sentence, so this is a chopped head
    title_seam: float = 1.2  # at most so much for a seam that reads on, as chance makes many
    title_seen_seam: float = 3.0  # but so much for one of three characters, met near by
    title_broken: float = 0.7  # it ends in the middle of a word, as far as one can see
    title_said_again: float = 2.0  # if all its pairs of characters stand in the text after it
    title_space: float = 1.0  # it has two clauses parted by a space
    title_sentence: float = 1.3  # it has a word of sentences: 了, 就, 她
    title_wanting: float = 1.0  # it ends with another word that wants one more: 的, 也
    title_subject: float = 1.3  # the next strip opens with a term that others name, too
    title_first: float = 1.5  # nothing stands before it on the page
    title_rest: float = 0.7  # how much it counts that the next strip looks like a rest
    title_comma: float = 0.8  # a comma inside; headlines prefer spaces
    title_comma_alone: float = 2.0  # and more so where nothing after it shows it to be a title
    title_threshold: float = 0.0

    # Does a strip open a paragraph, or go on with a chopped one? Most are measured shares, on
    # paragraphs of the reports and cuts made in them at random. (forms)
    open_fresh: float = 3.0  # 近日, 据悉, a date, a dateline, an indent
    open_speech: float = 2.5  # a quotation of more than a term
    open_saying: float = 2.5  # who says it comes first: 馆长王某介绍，
    open_term: float = 0.7  # a quoted term or a title in book marks
    open_starter: float = 1.5  # 在, 为, 这 and the like
    open_word: float = 0.3  # a common word
    open_no_word: float = 0.5  # nothing of the kind: rather the rest of a word
    open_mid_sentence: float = 3.0  # what can't open a sentence

    # Does y continue x? (continuation)
    join_neighbour: float = 2.0  # y is the next text after x; nine in ten open ends go on there
    join_open_end: float = 0.5  # x has no end mark
    join_quotes: float = 2.5  # y closes the quotation mark or bracket that x left open
    join_no_seam: float = 0.7  # no string straddles the seam that is met elsewhere
    join_broken_word: float = 0.8  # x ends in the middle of a word, but y opens with a whole one
    join_number: float = 1.0  # x ends in a number and y opens with its measure word; or not
    join_short: float = 1.0  # y is shorter than paragraphs are
    join_shortish: float = 0.6  # y is of less than 60 characters
    join_left_open: float = 1.5  # x opens a quotation mark or bracket that y does not close
    join_soon_marked: float = 1.0  # y is soon at its first mark, as after half a clause
    join_aspect: float = 0.5  # y opens with a verb and 了, and nobody who acts
    join_wanting: float = 0.6  # x ends with a word that wants another: 由, 在, 的
    join_latin: float = 2.0  # a word in Latin letters is cut
    join_subject: float = 1.0  # y opens with a term that other strips name, a subject of its own
    join_colon: float = 1.5  # x ends in a colon, as the line before a list does
    join_word: float = 1.4  # the two halves make a common word
    join_seen: float = 1.3  # for each character over two of a string seen elsewhere near by
    join_lone: float = 2.0  # a lone character opens y, and makes no word with the end of x
    join_over_text: float = 2.0  # each text that stands between x and y
    join_over_title: float = 1.0  # each title that stands between, section heads among them
    join_over_start: float = 2.0  # each beginning of a report that stands between
    join_backwards: float = 1.5  # y stands before x
    join_reach: int = 6  # how many texts away the rest is looked for
    join_threshold: float = 1.4

    # Does a run of titles inside a text start an article? (drafting)
    start_lead: float = 7.0  # the text after it opens with a dateline or byline
    start_picture: float = 3.0  # the text after it is a picture's, with credit
    start_numbered: float = 3.0  # it is numbered: 一、 or （二）
    start_date: float = 2.0  # it opens with 近日 or a date
    start_plain: float = 1.0  # it opens with neither, where all others on the page do
    start_level: float = 2.0  # each title line over one
    start_length: float = 0.2  # each character over 14, or under
    start_sibling: float = 2.0  # it looks like the section heads before it
    start_long: float = 4.0  # the only title line is longer than section heads are
    start_cohesion: float = 1.2  # how far what follows is about the same things as what came before
    start_threshold: float = 1.0

    # Which article does a paragraph belong to? (strays)
    stray_cost: float = 3.5  # so much better must it fit in another article
    stray_rooted: float = 0.5  # more, for each point it fits where it stands
    stray_mixed: float = (
        1.0  # less in the next round for each stray found but one: the page is mixed
    )
    stray_hungry: float = 1.0  # less, if that article has titles and no text
    stray_fit: float = 0.0  # and so well at least
    stray_apart: float = 3.5  # so badly it fits everywhere, and stands apart
    stray_dated: float = 1.5  # less, if it opens with 近日 or a date, as reports do


WEIGHTS = Weights()
