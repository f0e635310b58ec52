# What changes from one trust list to the next, and what speaks against signing it. The syntax is in docs/translating.md.

# --- numbers and words
level-one = 1 level
level-many = { $count } levels
category-one = 1 category
category-many = { $count } categories
citation-one = 1 citation of criteria
citation-many = { $count } citations of criteria
evaluator-one = 1 evaluator
evaluator-many = { $count } evaluators
month-one = 1 month
month-many = { $count } months
day-one = 1 day
day-many = { $count } days
word-self-declared = self-declared
word-third-party = third-party assessed
word-any-criteria = any criteria

# --- changes
change-version = version { $after } follows version { $before }; issued at { $issued_at }, expires at { $expires_at }
change-first = the first list of { $name }; issued at { $issued_at }, expires at { $expires_at }
change-nothing-else = nothing else changes
change-order = entries stand in another order, and nothing else changes
change-authority-renamed = the authority { $before } is renamed { $after }
change-roots-after = the list after this one needs the signatures of { $threshold } of { $roots } roots: { $ids }
change-roots-before = before this change, it needed those of { $threshold } of { $roots } roots: { $ids }
change-issuer-added = { $name } is added as an issuer, with the prefix { $prefixes }
change-issuer-removed = { $name } is removed: its labels will have an unknown key
change-renamed = { $before } is renamed { $after }
change-prefix-added = labels of { $name } may have the prefix { $prefix }
change-prefix-removed = labels of { $name } with the prefix { $prefix } will be refused as foreign carriers
change-status-age = the status list of { $name } is stale after { $days }
change-status-age-by-policy = the policy alone decides when the status list of { $name } is stale
change-status-list = { $name } publishes its status list at { $uri }
change-no-status-list = { $name } publishes no status list: the printed dates alone decide
change-key-removed = key { $key_id } of { $name } is removed: labels and lists that it signed will have an unknown key
change-label-key = key { $key_id } of { $name } may seal labels issued from { $from } until { $until }
change-status-key = key { $key_id } of { $name } may sign status lists issued from { $from } until { $until }
change-label-key-window = key { $key_id } of { $name } may seal labels issued from { $from } until { $until }, until now from { $was_from } until { $was_until }
change-status-key-window = key { $key_id } of { $name } may sign status lists issued from { $from } until { $until }, until now from { $was_from } until { $was_until }
change-label-key-retired = key { $key_id } of { $name } is retired: it seals no labels issued after { $until } (until now { $before }); its labels issued until then go on standing
change-status-key-retired = key { $key_id } of { $name } is retired: it signs no status lists issued after { $until } (until now { $before })
change-label-key-fallen = key { $key_id } of { $name } is marked as compromised, permanently: none of its labels will stand, except those that are witnessed
change-status-key-fallen = key { $key_id } of { $name } is marked as compromised, permanently: all its status lists will be refused
change-mark-removed = key { $key_id } of { $name } is no longer marked as compromised
change-mark-moved = the day on which key { $key_id } was declared compromised is { $day }, until now { $before }
change-purpose-label = key { $key_id } of { $name } becomes a key for labels: status lists that it signed will be refused
change-purpose-status = key { $key_id } of { $name } becomes a key for status lists: labels that it sealed will be refused
change-scope-none = key { $key_id } may seal labels of every level and category
change-scope-levels = key { $key_id } may seal labels of level { $levels } only, also those sealed before
change-scope-categories = key { $key_id } may seal labels of category { $categories } only, also those sealed before
change-scope-both = key { $key_id } may seal labels of level { $levels } and category { $categories } only, also those sealed before
change-compromised = the key with thumbprint { $thumbprint } is compromised, permanently
change-compromise-dropped = the list no longer says that the key with thumbprint { $thumbprint } is compromised
change-scheme = the scheme has { $levels }, { $categories }, { $criteria } and { $evaluators }; labels are valid for { $months } at most, and deferred for { $days }
change-utc-offset = the dates of the scheme are { $after } minutes east of UTC, until now { $before }
change-longest-validity = labels are valid for { $after } at most, until now { $before }
change-longest-deferral = the expiry of a label is deferred for { $after } at most, until now { $before }
change-level-added = level { $number } is added: { $entry }
change-level-removed = level { $number } is removed: labels that name it ({ $entry }) will be refused
change-level-changed = level { $number } is called { $after }, until now { $before }
change-level-assessment = labels of level { $number } are { $assessment }
change-category-added = category { $number } is added: { $entry }
change-category-removed = category { $number } is removed: labels that name it ({ $entry }) will be refused
change-category-changed = category { $number } is called { $after }, until now { $before }
change-category-excluded = category { $number } ({ $entry }) is excluded from the scheme: labels that name it will be refused
change-category-included = category { $number } ({ $entry }) is no longer excluded from the scheme
change-criteria-added = criteria { $number } are added: { $entry }
change-criteria-removed = criteria { $number } are removed: labels that name them ({ $entry }) will be refused
change-criteria-changed = criteria { $number } are { $after }, until now { $before }: labels that name them mean the new ones
change-evaluator-added = evaluator { $number } is added: { $entry }
change-evaluator-removed = evaluator { $number } is removed: labels that name it ({ $entry }) will be refused
change-evaluator-changed = evaluator { $number } is called { $after }, until now { $before }
change-recognised = level { $level } of authority { $authority } counts as level { $counts_as }, for labels issued from { $from } under { $criteria }
change-recognised-until = level { $level } of authority { $authority } counts as level { $counts_as }, for labels issued from { $from } until { $until } under { $criteria }
change-unrecognised = level { $level } of authority { $authority } is no longer recognised for labels issued from { $from }

# --- keys that people compare
role-root = root
role-root-new = new root
role-root-kept = root, as before
role-root-removed = root until now
role-label-key = label key of { $name }
role-status-key = status key of { $name }
role-key-removed = key of { $name } until now
role-compromised = compromised key

# --- what speaks against signing
concern-stale-version = the draft would be version { $version }, and the list held has version { $held }
advice-stale-version = do not sign it: have the change made again from the newest list
concern-version-gap = the draft is version { $version }, and the list held has version { $held }: the changes between them are not shown
advice-version-gap = give the list of the version before the draft with --trust
concern-earlier-issue = the draft is dated { $issued_at }, before the list held, which is dated { $held }
advice-earlier-issue = do not sign it: have it made again on a machine whose clock is right
concern-earlier-expiry = the draft expires at { $expires_at }, before the list held, which expires at { $held }
advice-earlier-expiry = ask who made the draft why the list should expire earlier
concern-expired = the draft expired at { $expires_at }, and it is { $now }
advice-expired = have it made again, or correct the clock
concern-compromise-dropped = the list held says that key { $thumbprint } is compromised, and the draft does not
advice-compromise-dropped = do not sign it: verifiers refuse it, and whoever made it may want to use the key again
concern-compromised-key = the draft uses key { $thumbprint }, which the list held says is compromised
advice-compromised-key = do not sign it: a key that was compromised once is never used again
concern-threshold-lowered = the list after this one would need { $threshold } signatures, and the list held asks for { $held }
advice-threshold-lowered = sign it only if all holders of roots have agreed on that
concern-threshold-unreachable = the draft asks for { $threshold } signatures of roots, and { $usable } of its roots can sign
advice-threshold-unreachable = do not sign it: nobody could ever sign the list after it
concern-unknown-content = the draft states something that this version of starseal does not know, and so cannot show
advice-unknown-content = sign it with the version of starseal with which it was made

# --- what is wrong with a file of a ceremony
fault-form = line { $line }: { $reason }
fault-value = { $key }: { $reason }
