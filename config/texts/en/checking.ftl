# The editor's report of `wenbao articles --check`. Keep the names in braces.

check-glued = glued from pieces
check-glued-backwards = glued, the rest stood first
check-moved = moved here from another article
check-apart = belongs to no article
check-doubtful = a doubtful decision
check-lost-head = its beginning is lost
check-lost-tail = its end is lost
check-no-headline = a text without a headline
check-no-text = a headline without a text
check-unreliable = the order of the page’s lines is unreliable
check-total = { $what }: { $count }
check-confidence = ({ $percent }% sure)
