# What wenbao index says. Keep the names in braces.

stage-check = Checking
index-same = No report has changed.
index-changes = Reports: { $added } added, { $replaced } replaced, { $removed } removed.
index-facts =
    { $reports } reports, { $articles } articles ({ $duplicates } of them duplicates, kept once), { $passages } passages, { $terms } terms
    { $size }; first report added { $first }, last { $last } (UTC)
    reports in { $reports_dir }
    index in { $folder }
index-watching = Watching { $folder } for new files; Ctrl-C ends.
index-sound = The index is sound: { $reports } reports, { $passages } passages, every one verbatim.
index-unsound =
    { $count ->
        [one] One thing is wrong with the index.
       *[other] { $count } things are wrong with the index.
    } Run: wenbao index --rebuild
also-in = Also in { $reports }
