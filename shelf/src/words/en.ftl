# What findings and reports of an audit say, in the syntax of Project Fluent. It reads this part of it: comments, and
# messages of one line:
#     id = text with { $name } in it
# Keep the names in braces as they are; their order is free. See docs/translating.md.

# --- findings, by their codes
label-missing = No label was read for this product.
lapses-soon = The label lapses on { $last_day }, in { $days } days.
level-below-policy = The policy requires level { $required }, and the label has { $found }.
policy-unmet = The policy's rule { $rule } requires { $required }, and the label has { $found }.
jan-differs = The stock list has JAN { $stock }, and the label names { $label }.
model-differs = The stock list has model { $stock }, and the label names { $label }.
holder-differs = The stock list has the maker { $stock }, and the label names { $label }.
matched-by-model = Joined by the model: { $stock } in the stock list, { $label } on the label.
label-on-two-products = The same label was seen on several products: { $products }.
serial-twice = The label of the unit { $serial } was seen { $times } times: { $places }. It may be one unit seen twice, or a copied label.
serial-seen-before = The label of the unit { $serial } was seen in earlier audits, { $times } times: { $places }.
label-not-in-list = The stock list has no product with the JAN or the model of this label.
label-not-comparable = The label names neither a JAN nor a model, so it cannot be joined with a product.
seen-not-read = A QR code was seen and not read. { $advice }
no-label-in-picture = No label was read in this picture; other QR codes in it: { $symbols }.
not-readable = It could not be read: { $reason }.
jan-repaired = The JAN { $given } in the stock list can only be { $jan }.
jan-unusable = The JAN { $given } in the stock list cannot be used: { $fault }.
row-without-key = The row has neither a JAN nor a model.
row-unusable = The row cannot be read: { $reason }.
lists-differ = { $what } is { $here } here, and { $there } at { $place }.
jan-rounded = a spreadsheet program has rounded it
jan-check-digit = its check digit is wrong
jan-not-a-number = it is not a number of 8 to 14 digits
value-model = the model
value-maker = the maker

# --- reports: titles and questions
title = Labels on the shelf, { $day }
made-at = Made at { $now } by Starseal { $version }. Lapses soon: within { $days } days.
asked-for = Asked about: { $day }
conclusion-all-stand = Every product has a label that is authentic and current, and everything was read.
conclusion-found = Something was found. See the lines below.
conclusion-not-all-read = Not everything was read. What was not read may hold labels that do not stand.
caution = A label says what the registry stated about a product. It does not say that the product is free of flaws. Compare the model and the JAN with the product and its box.
pictures-from = The camera's time of a picture is shown as it is. It proves nothing.
summary = Summary
products = Products
labels = Labels
lapsing = Lapsing soon
missing = No label
problems = Problems
twice = Seen twice
not-in-list = Not in the list
not-read = Not read
rests-on = Lists
no-rows = Nothing was found here.
stock-files = Stock lists: { $files }
rests-on-list = { $name }, version { $version }, issued at { $issued_at }
rests-on-status = Status list { $uri }, issued at { $issued_at }

# --- reports: states, each with a sign
state-problem = ✗ problem
state-missing = – no label
state-check = ! look at it
state-good = ✓ stands
label-stands = ✓ stands
label-does-not = ✗ does not stand
label-unknown = ? unknown

# --- reports: columns
column-state = State
column-row = Row
column-jan = JAN
column-model = Model
column-name = Name
column-holder = Maker
column-quantity = Quantity
column-product-id = Label
column-level = Level
column-assessment = Assessment
column-last-day = Last day
column-days = Days left
column-findings = Findings
column-verdict = Verdict
column-source = Seen in
column-serial = Serial
column-products = Products
column-taken-at = Camera's time
column-number = Number
column-picture = Picture
self-declared = self-declared
third-party = third-party assessed

# --- reports: charts and the filter
chart-states = Products by state
chart-lapse = Labels by the month of their last day
chart-later = later
filter = Search
filter-state = Show
filter-all = all
found-rows = { $count } rows
row-many-labels = and { $count } more
more-rows = Show more rows (# are left)
first-rows-only = Without JavaScript, this table shows its first { $count } rows. All rows are in report.xlsx and report.csv.
