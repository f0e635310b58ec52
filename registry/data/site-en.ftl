# The texts of the published pages, in English. site-ja.ftl has the same IDs.

other-language = 日本語
own-language = English
skip = Skip to the content
trial = This is a trial. Its labels are worth nothing.
published = Published at { $value } from event { $other } of the ledger.
caution = Anybody can imitate a page. Check the address of this one, and check the label itself with an app: that needs no page.
feed = Changes (Atom)
descriptor = For programs: where everything is
not-stated = not stated
comma = , 
until = until { $value }

registration-title = { $value } – { $other }
status-active = The label counts, and its last day of validity is { $value }.
status-deferral = The validity ended on { $value }, and an extension is being processed.
status-expired = The label has expired. Its last day of validity was { $value }.
status-withdrawn = The holder has withdrawn the label. It no longer counts.
status-revoked = The registry has revoked the label. It no longer counts.
status-not-yet-valid = The label does not count yet. Its last day of validity will be { $value }.

group-applicant = Applicant
group-product = Product
group-label = Label
group-security = Security information
group-contact = Contact

holder = Applicant
category = Category
models-one = { $value } model
models-many = { $value } models
models = Models
model = Model number
gtin = Bar code (JAN)
product-id = Registered ID
level = Level
issued-on = Issued on
expires-on = Printed last day of validity
last-day = Last day of validity after changes
authority = Scheme
issuer = Issued by
history = Changes since the label was issued
change-on = From
change = Change
standing = Standing
assessment = Assessment
self-declared = Self-declared: the applicant states that the product meets the criteria. No other party has checked it.
third-party = Third-party assessed: an independent evaluator has checked that the product meets the criteria.
evaluator = Evaluator
criteria = Criteria
no-promise = A label states that a product meets the criteria of its level. It does not state that the product has no flaws.
contact-product = Questions about the product
contact-label = Questions about the label
for-programs = For programs:

list-title = Registrations, page { $value } – { $other }
list-heading = { $value }: registrations
list-count = Number of registrations: { $value }. As of { $other }.
list-page = Page { $value } of { $other }
pages = Pages of the list
page-before = Previous
page-after = Next
search = Search: registered ID, model number, bar code (JAN), applicant or category
search-found = Registrations found:
search-more = Only the first 100 are shown. Type more to find fewer.
search-loading = The list is being loaded.
search-failed = The list could not be loaded. Use the pages below.
search-without-script = Without JavaScript, use the pages of this list, and your browser's search within a page. The registrations are in the order of their IDs.

page-name = Label check
label-title = The address of a label
label-what = This is the address in the QR code of a label whose addresses belong to { $value }. An app reads the label out of the address itself.
label-not-checked = This page has not checked the label. That an address opens this page does not say that its label is authentic: anybody can print an address.
label-app = Check the label with an app that knows this scheme. It needs no connection.
label-list = Or look up the registered ID that is printed on the label:
label-compare = Compare the model number on the product with those of the registration.
label-host = This page is on { $value }. Look at the address in your browser: a page that looks like this one on another host is not of this scheme.
