# Questions about the archive itself: the scope of a list, its groups.

untold-date = The reports are not dated, so they can't be found or sorted by date.
untold-paper = The pages don't say which newspaper they are of.
untold-page = The pages are not numbered.
listing-date = By date ({ $count }):
listing-paper = { $count ->
        [one] One newspaper.
       *[other] { $count } newspapers.
    }
listing-reporters = { $count ->
        [one] One reporter.
       *[other] { $count } reporters.
    }
listing-group = { $name }: { $count }
listing-within = Within: { $scope }.
listing-undated = { $count ->
        [one] One more article has no date and is not counted.
       *[other] { $count } more articles have no date and are not counted.
    }
scope-between = { $since } to { $until }
scope-since = from { $date }
scope-until = until { $date }
scope-report = pages whose names begin with { $report }
listing-newest = Newest first.
listing-oldest = Oldest first.
imprint-month = { $year }-{ $month }
scope-now = Asking only: { $scope }.
scope-whole = all pages
scope-no-date = { $name }: “{ $value }” is no date; write 2023-06-07, 2023-06 or 2023.
help-since = asks only pages since a date, as /since 2023-06; without one, all
help-until = asks only pages until a date
help-paper = asks only pages of a newspaper
help-report = asks only pages whose names begin so
quotation = “{ $text }” ({ $source })
help-cite = quotes passage N with its source, and its reference (GB/T 7714)
help-export = saves the last answer: /export answer.md (or .csv, .docx)
exported = Saved to { $file }.
export-unknown = { $file }: it can be saved as { $kinds } only.
export-failed =
    { $code ->
        [ENOENT] { $file } can't be written: there is no such folder; choose another one.
        [EACCES] { $file } can't be written: permission is denied; choose another folder.
        [EISDIR] { $file } is a folder; give the name of a file.
        [ENOSPC] { $file } can't be written: the disk is full; free some space.
       *[other] { $file } can't be written ({ $code }); choose another folder.
    }
export-answered = Answered by the reports:
export-unsure = Not sure; these passages may be about it:
export-not-found = Not found in the reports; the nearest passages:
tg-cite = Copy reference
golden = Your own questions: { $right } of { $count } right, { $worse } worse than the last time.
