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
scope-newest = newest first
scope-oldest = oldest first
imprint-month = { $year }-{ $month }
