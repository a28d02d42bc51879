# What wenbao index says. Keep the names in braces.

stage-check = Checking
index-same = No page has changed.
index-changes = Pages: { $added } added, { $replaced } replaced, { $removed } removed.
index-unread = Could not be read: { $count }.
index-facts =
    { $reports } pages, { $articles } articles ({ $duplicates } of them duplicates, kept once), { $passages } passages, { $terms } terms
    { $size }; first page added { $first }, last { $last } (UTC)
    pages in { $reports_dir }
    index in { $folder }
index-watching = Watching { $folder } for new files; Ctrl-C ends.
index-watched = No longer watching { $folder }.
notice-behind = Another program is updating the index; pages not read yet: { $count }. Answers may be incomplete.
notice-damaged = { $place }: The index is damaged and is being rebuilt; there is nothing to do but wait a moment.
notice-disk-full = { $place }: The disk is full, so the index is kept in memory this time; with some space freed it starts much faster.
notice-in-memory = { $place }: Can't be written, so the index is kept in memory this time; another folder (--data-dir) makes the next start much faster.
notice-read-only = { $place }: Can't be written, so new files are not added; check its permissions, or name another folder with --data-dir.
index-not-followed = New files can't be added for now, for the reason below; you will be told when they can.
index-follows-again = The index follows the folder again.
stopping = Stopping; what is finished is kept …
index-sound = The index is sound: { $reports } pages, { $passages } passages, every one verbatim.
index-incomplete = But it is not complete; pages whose changes are not in it: { $count }. Run: wenbao index
index-unsound =
    { $count ->
        [one] One thing is wrong with the index.
       *[other] { $count } things are wrong with the index.
    } Run: wenbao index --rebuild
also-in = Also in { $reports }

# why a file was left out, after its name
left-out-no-folder = there is no such folder
left-out-no-folder-but-file = that is a file; please name the folder that it is in with --reports
left-out-no-report = no such page; there are: { $reports }
left-out-not-listed =
    { $code ->
        [EACCES] no permission to open this folder
       *[other] this folder can't be opened ({ $error })
    }
left-out-not-read =
    { $code ->
        [EACCES] no permission to read it
        [ENOENT] it is gone, or a link that leads nowhere
       *[other] can't be read ({ $error })
    }
left-out-not-regular = not a regular file
left-out-not-printable = its name can't be shown; please rename it
left-out-notes = not understood ({ $error }); the README tells what may stand in it
left-out-no-picture = there is no picture of this page
left-out-changed = the file is no longer what was read; please wait a moment, or run wenbao index
left-out-circular = a link to a folder that it stands in; what is there is read where it stands
left-out-too-large = over { $limit } MiB; please split it into its pages
left-out-encoding = neither UTF-8 (byte 0x{ $byte }) nor GB18030 nor Big5; please save it as UTF-8
left-out-utf-16 = not whole UTF-16; please save it as UTF-8
left-out-binary = not a text file (character 0x{ $char })
left-out-control = control characters (0x{ $char }) are left out; the rest is read
left-out-kind = { $kind } file, which can't be read; please save it as text (.txt)
left-out-part = { $kind } file; to read it run: pip install 'wenbao[{ $part }]'
left-out-damaged = { $kind } file, damaged or not whole ({ $error }); please save it again
left-out-encrypted = { $kind } file locked with a password; please save it without one
left-out-no-text = { $kind } file in which no text was found, by OCR neither
left-out-no-content = { $kind } file in which no reports are found
left-out-no-body = row { $row } has no text of an article; the other rows are read
left-out-too-much = { $kind } file that holds more than is read ({ $limit }); please split it
left-out-not-restored = could not be restored, a fault of Wenbao's ({ $error })

advice-store-failing = The index can't be read or written. Check the disk, or name another folder with --data-dir.
advice-store-missing = There is no index yet. Make one first: wenbao index
advice-store-busy = Another program is updating the index; please try again a little later.
advice-store-version = A newer version of Wenbao made the index. Please update Wenbao, or name another folder with --data-dir.
advice-store-read-only = The folder of the index can't be written. Check its permissions, or name another one with --data-dir.
advice-store-space = The disk is full. Free some space, then run wenbao index; what was stored is unharmed.
advice-store-killed = The system ended a process that was reading pages, most likely because memory ran out. Close other programs and run it again; what is finished is kept.
advice-store-damaged = The index is damaged. Rebuild it: wenbao index --rebuild

# an index in a search cluster
cluster-part = the package opensearch-py is missing
cluster-unreachable = { $hosts }: the search cluster can't be reached ({ $error })
cluster-refused = { $hosts }: the search cluster refuses the user, the password or the key ({ $error })
cluster-unavailable = { $hosts }: the search cluster can't answer in full now ({ $error })
cluster-full = { $hosts }: the search cluster takes in nothing more ({ $error })
cluster-failed = { $hosts }: the search cluster reports an error ({ $error })
cluster-missing = the search cluster has no index named { $name }
cluster-version = another version of Wenbao made the index { $name }
cluster-busy = another program is updating the index { $name }
cluster-lost = another program has taken over updating the index { $name }
cluster-changed = the index { $name } has just changed
advice-cluster-part = Run: pip install 'wenbao[cluster]'
advice-cluster-unreachable = Check the address in WENBAO_INDEX, and whether the cluster is running.
advice-cluster-refused = Check WENBAO_INDEX_USER and WENBAO_INDEX_PASSWORD, or WENBAO_INDEX_KEY.
advice-cluster-unavailable = Please try again a little later; if it stays so, see which node or shard the cluster lacks.
advice-cluster-full = Free some of the cluster's disk, then run wenbao index; what is stored still answers.
advice-cluster-failed = See the cluster's log.
advice-cluster-missing = Check the name in WENBAO_INDEX, or make the index: wenbao index
advice-cluster-version = Update Wenbao, or rebuild the index: wenbao index --rebuild
advice-cluster-busy = Please try again a little later.
advice-cluster-lost = What is finished is kept; run wenbao index again.
advice-cluster-changed = Please ask again.
