"""The numbers that decide, all in one place; each says what it means.

Evidence is added up in log-odds: +1 makes a thing 2.7 times as likely, -1 as much less so.
`benchmarks/restoration.py` shows how each figure moves when one number is changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PageWeights:
    """Evidence for titles, joins, starts of articles and where a paragraph belongs."""

    # Is a short line a title? Fitted by benchmarks/fit_seams.py. (line_types)
    title_odds: float = 1.5  # before any evidence
    title_short: float = 1.3  # up to 12 characters
    title_tiny: float = 2.4  # up to 5, and no text breaks off above
    title_long: float = 0.2  # each character over 26
    title_comma: float = 1.5  # each comma inside; headlines prefer spaces
    title_clauses: float = 1.6  # it is long, with a colon or the like and a comma
    title_tidy: float = 1.0  # nearly all long lines of the page end as sentences do
    title_listed: float = 6.0  # it is numbered as the line above or below is
    title_colon: float = 4.0  # it ends with a colon
    title_marked: float = 3.2  # markdown makes it bold or a heading
    title_dash: float = 2.3  # it begins or ends with a dash
    title_left_open: float = 2.2  # a quotation mark or bracket stays open
    title_wanting: float = 2.0  # its last word wants another: 由, 在, 的, 以及
    title_fresh: float = 2.7  # it opens as a paragraph does: 近日, a date
    title_unmatched: float = 1.9  # it closes a mark that it did not open
    title_opens: float = 0.2  # its first characters are not such as open paragraphs
    title_first: float = 1.9  # nothing stands before it on the page
    title_after_open: float = 0.7  # the text before it breaks off, so it may be its rest
    title_space: float = 2.1  # it has two clauses parted by a space
    title_sentence: float = 1.0  # it has a word of sentences: 了, 就, 她
    title_last: float = 3.0  # nothing stands after it on the page
    title_before_credit: float = 1.1  # a credit follows, and it is longer than such titles
    title_before_start: float = 3.4  # the line after it opens as a report does (本报讯, a byline)
    title_before_title: float = 1.4  # only lines like titles stand over such a line
    title_before_short: float = 0.8  # a line that may be a title follows
    title_before_fresh: float = 0.5  # the line after it surely opens a paragraph
    title_goes_on: float = 0.9  # the next line does not look like its rest (join_…)
    title_said_again: float = 4.1  # if all its pairs of characters stand in the text after it
    title_threshold: float = -1.0  # real pages have fewer cut heads so short than the made ones

    # Does a line open a paragraph, or go on with a chopped one? Most are measured shares, on
    # paragraphs of the reports and cuts made in them at random. (line_features)
    open_fresh: float = 3.0  # 近日, 据悉, a date, a dateline, an indent
    open_speech: float = 2.5  # a quotation of more than a term
    open_saying: float = 2.5  # who says it comes first: 馆长王某介绍，
    open_term: float = 0.7  # a quoted term or a title in book marks
    open_starter: float = 1.5  # 在, 为, 这 and the like
    open_word: float = 0.3  # a common word
    open_no_word: float = 0.5  # nothing of the kind: rather the rest of a word
    open_mid_sentence: float = 3.0  # what can't open a sentence

    # Does a line follow another in its column? `python benchmarks/fit_columns.py` makes those down
    # to column_short within 0.3, but column_stump (0.3 to 0.5). They stand as an earlier run made
    # them: with the fitted ones 23 for 17 joins are wrong on ten damaged pages wrapped at 12. The
    # costs of passing, ending and beginning columns are set by hand. (columns)
    column_odds: float = -0.25  # before any evidence
    column_runs_on: float = 0.31  # y's first characters follow x's last ones in running text
    column_surely: float = 0.48  # more, where they do
    column_word: float = 0.59  # a common word straddles the seam
    column_seen: float = 0.5  # each character of a string at the seam that others have
    column_broken: float = 0.41  # x ends in the middle of a word, but y opens with a whole one
    column_marks: float = 2.83  # y closes the mark that x left open, or goes on with its number
    column_left_open: float = 1.3  # x leaves a mark open that y does not close
    column_fresh: float = 0.33  # y looks as if it opened a paragraph (open_…)
    column_stump: float = 0.95  # y is no full line and ends within a sentence
    column_opening: float = 0.59  # x ends a paragraph or title, and y looks as if it opened one
    column_short: float = -0.35  # x is short and ends without a mark
    column_passed: float = 2.0  # each column that is passed over
    column_ended: float = 3.0  # each column that ends
    column_new: float = 4.5  # a column begins

    # Are two lines of a column one paragraph? `python benchmarks/fit_columns.py` makes them; the
    # thresholds are set by hand. (wrapping)
    wrap_odds: float = 1.47  # before any evidence
    wrap_seam: float = 0.66  # the second follows the first (column_…)
    wrap_closed: float = 3.98  # the first ends a sentence
    wrap_opening: float = 0.0  # the second does not look as if it opened a paragraph
    wrap_lead: float = 3.31  # the second opens with a dateline or byline
    wrap_indented: float = 2.85  # the second is indented, as paragraphs are
    wrap_flush: float = 1.1  # it is not
    wrap_blank: float = 2.64  # a blank line, as parts paragraphs, stands between
    wrap_close: float = 2.54  # none does
    wrap_stretch: float = 0.63  # the mean of all seams (column_…)
    wrap_sure: float = 0.18  # log-odds that both stand in one column
    wrap_parted: float = 0.84  # several columns are read across each other
    wrap_uneven: float = 3.2  # the share of lines near by that follow at other distances
    wrap_threshold: float = 1.0  # odds from which two lines are joined
    wrap_parted_threshold: float = 2.5  # the same, where columns are read across each other

    # Does y continue x? Fitted by benchmarks/fit_seams.py; join_sure and join_sure_odds are made
    # by `python benchmarks/fit_columns.py`. (continuation, joining)
    join_odds: float = -5.3  # before any evidence
    join_runs_on: float = 0.6  # y's first characters follow x's last ones in newspapers
    join_seen: float = 3.0  # each character over three of a string at the seam that others have
    join_tidy: float = 0.5  # x is short, and nearly all long lines of the page end as sentences do
    join_agrees: float = 3.0  # y's first characters follow x's last one wherever they stand
    join_is_rest: float = 0.4  # y's first characters stand within paragraphs, not at the head
    join_opening: float = 0.4  # y does not look as if it opened a paragraph
    join_broken_word: float = 0.9  # x ends in the middle of a word, but y opens with a whole one
    join_number: float = 5.0  # x ends with a decimal point and y opens with a digit
    join_hyphen: float = 6.0  # x ends with a hyphen, and y goes on in small letters
    join_subject: float = 1.2  # y opens with a term that other lines name, a subject of its own
    join_quotes: float = 1.9  # y closes the quotation mark or bracket that x left open
    join_left_open: float = 2.5  # x opens a quotation mark or bracket that y does not close
    join_short: float = 1.9  # y is shorter than paragraphs are
    join_shortish: float = 0.5  # y is of less than 60 characters
    join_soon_marked: float = 0.8  # y is soon at its first mark, as after half a clause
    join_whole_end: float = 2.4  # y ends as a paragraph does
    join_neighbour: float = 4.1  # y is the next text after x; nine in ten open ends go on there
    join_over_text: float = 4.1  # each text that stands between x and y
    join_over_title: float = 3.6  # each title that stands between, section heads among them
    join_backwards: float = 2.3  # y stands before x
    join_sure: float = 1.18  # times its weight, a join's log-odds; fitted on other made pages
    join_sure_odds: float = -0.34  # those of a join without weight
    join_reach: int = 6  # how many texts away the rest is looked for
    join_threshold: float = 0.0  # real pages lose fewer tails than the made ones

    # Does a run of titles inside a text start an article? (article_starts)
    start_odds: float = -1.0  # before any evidence
    start_lead: float = 5.6  # the text after it opens with a dateline or byline
    start_plain: float = 1.7  # it opens with neither, where others on the page do, by their share
    start_date: float = 2.4  # it opens with 近日 or a date
    start_picture: float = 3.3  # the text after it is a picture's, with credit
    start_table: float = 5.2  # a table stands under it, and nothing else
    start_label: float = 4.2  # it is the label of a column
    start_depth: float = 5.0  # it is as high a heading as the article's; less, if it is deeper
    start_long: float = 4.3  # the only title line is longer than section heads are
    start_numbered: float = 3.0  # it is not numbered: 一、 or （二）
    start_sibling: float = 1.2  # it is not made like title lines near by that open no report
    start_like_heads: float = 0.6  # it looks not like the section heads that the article has
    start_lone: float = 2.1  # it would be the only section head of its article
    start_signed: float = 5.0  # a name closes the article before
    start_cohesion: float = 1.2  # how far what follows is about other things than what came before

    # Which article does a paragraph belong to? (reassignment)
    stray_cost: float = 3.5  # so much better must it fit in another article
    stray_tidy: float = 1.0  # more, where nearly all long lines end as sentences do
    stray_rooted: float = 0.5  # more, for each point it fits where it stands
    stray_headed: float = 2.0  # more, if it stands right under a section head or the titles
    stray_mixed: float = 1.0  # less in the next round for each stray found but one
    stray_hungry: float = 1.0  # less, if that article has titles and no text
    stray_fit: float = 0.0  # and so well at least
    stray_apart: float = 3.5  # so badly it fits everywhere, and stands apart
    stray_apart_odds: float = 0.4  # the log-odds that it is right to; seldom on made pages
    stray_dated: float = 1.5  # less, if it opens with 近日 or a date, as reports do

    # How likely is a paragraph that was left where it stands in its own article?
    # `python benchmarks/fit_columns.py` makes them. (reassignment)
    stay_odds: float = (
        4.2  # if it gains nothing elsewhere; fitted 3.1, on thrice the strays of real pages
    )
    stay_gain: float = 0.9  # less, for each point of what it would (stray_…)

    # Is a title line the label of a column, page or issue? (headlines)
    label_odds: float = -3.6  # before any evidence
    label_listed: float = 5.0  # it is one of the word list
    label_numbered: float = 6.1  # it counts issues or pages: 第12期
    label_framed: float = 3.3  # it stands in brackets or between ornaments
    label_opens: float = 2.8  # it begins as labels do: 本期, 今日
    label_ends: float = 3.9  # it ends as labels do: 之窗, 周刊
    label_slogan: float = 8.9  # it has a slogan of the word list
    label_issue: float = 1.1  # it ends as the names of special issues do: 特刊
    label_repeated: float = 5.0  # another line of the titles has all of it
    label_short: float = 5.1  # up to 5 characters
    label_long: float = 2.8  # each character over 8
    label_sentence: float = 3.1  # it has marks and words of sentences: 的, 让, a quotation
    label_said: float = 4.6  # if all its pairs of characters stand in the text
    label_last: float = 3.0  # no title stands below it, or one that tells the kind of text
    label_under: float = 1.3  # no title stands above it

    # Is a title line the rest of the one above it? (headlines)
    level_odds: float = -0.4  # before any evidence; below the fitted one, a wrong join costs more
    level_tight: float = 2.0  # no blank line stands between, where they part paragraphs
    level_loose: float = 1.0  # no more do they there
    level_unknown: float = 0.8  # nor do blank lines part paragraphs at all
    level_runs_on: float = 0.6  # its first characters follow the last ones above in newspapers
    level_rest: float = 0.3  # its first characters stand within paragraphs, not at the head
    level_wanting: float = 4.4  # the last word above wants another
    level_open: float = 5.3  # it closes the quotation mark or bracket that stays open above
    level_hyphen: float = 12.0  # it goes on with a word that is cut at a hyphen
    level_actor: float = 3.1  # above stands a place or body and no more
    level_pair: float = 3.5  # the text has the two characters at the seam
    level_seam: float = 4.0  # the text has four of them
    level_particle: float = 3.0  # it begins with what nothing begins with: 的, a comma
    level_dash: float = 3.5  # no dash parts them, nor what asks or calls
    level_label: float = 0.7  # above stands no label, by a third of its log-odds, 1 at most
    level_long: float = 1.5  # each four characters over 20, both together
    level_half: float = 1.4  # it is not the longer one, by a third

    # Which of several title levels is the headline? (headlines)
    headline_first: float = 1.2  # it is not the first
    headline_third: float = 2.6  # it is not the last of three or more
    headline_dash: float = 2.0  # the one above ends with a dash, or the one below begins with one
    headline_marked: float = 2.0  # it is bold, or the deepest heading
    headline_purpose: float = 0.6  # it opens not with what it is done for: 为, 推动
    headline_quoted: float = 0.4  # it has a quotation
    headline_asks: float = 1.5  # it asks or calls
    headline_facts: float = 1.5  # it says not who did what
    headline_genre: float = 2.0  # it tells not what kind of text follows: …调查
    headline_couplet: float = 1.1  # it has not two clauses of one length, as slogans have
    headline_longer: float = 1.6  # it is shorter than the others, by e

    def sure_joins(self, weight: float) -> float:
        """The log-odds that a join of such a weight is right."""
        return self.join_sure_odds + self.join_sure * weight

    def odds(self, evidence: Mapping[str, float]) -> float:
        """The evidence, weighed by the weights of the same names, added up."""
        total = 0.0
        for name, value in evidence.items():
            if value:
                weight: float = getattr(self, name)
                total += weight * value
        return total


WEIGHTS = PageWeights()
