# The texts of the published pages, in Japanese. site-en.ftl has the same IDs.

other-language = English
own-language = 日本語
skip = 本文へ移動
trial = これは試行用の公開です。ラベルに効力はありません。
published = 台帳の記録 { $other } に基づき、{ $value }に公開しました。
caution = ページは誰でも模倣できます。このページのアドレスを確かめ、ラベルそのものはアプリで確認してください。アプリでの確認にページは必要ありません。
feed = 変更の履歴（Atom）
descriptor = プログラム向け：公開内容の一覧
not-stated = 記載なし
comma = 、
until = { $value }まで

registration-title = { $value } – { $other }
status-active = ラベルは有効です。有効期間の末日は{ $value }です。
status-deferral = 有効期間は{ $value }に終わり、延長の手続中です。
status-expired = ラベルは失効しています。有効期間の末日は{ $value }でした。
status-withdrawn = 取得者がラベルを取り下げました。現在は有効ではありません。
status-revoked = 登録機関がラベルを取り消しました。現在は有効ではありません。
status-not-yet-valid = ラベルの有効期間はまだ始まっていません。有効期間の末日は{ $value }です。

group-applicant = 申請者情報
group-product = 製品情報
group-label = ラベル情報
group-security = セキュリティ情報
group-contact = 問合せ先

holder = 申請者
category = 製品類型
models-one = { $value }型番
models-many = { $value }型番
models = 型番
model = 型番
gtin = JANコード
product-id = 登録番号
level = レベル
issued-on = 交付日
expires-on = 印刷された有効期間の末日
last-day = 変更後の有効期間の末日
authority = 制度
issuer = 発行機関
history = 交付後の変更
change-on = 適用日
change = 変更
standing = 状態
assessment = 評価方式
self-declared = 自己適合宣言：基準への適合は申請者の宣言によるもので、第三者の確認は受けていません。
third-party = 第三者評価：独立した評価機関が、基準への適合を確認しています。
evaluator = 評価機関
criteria = 適合基準
no-promise = ラベルは、製品がそのレベルの基準に適合していることを示します。製品に欠陥がないことを示すものではありません。
contact-product = 製品について
contact-label = ラベルについて
for-programs = プログラム向け：

list-title = 登録一覧 { $value }ページ – { $other }
list-heading = { $value }：登録一覧
list-count = 登録件数：{ $value }（{ $other }現在）
list-page = { $value } / { $other } ページ
pages = 一覧のページ
page-before = 前へ
page-after = 次へ
search = 検索：登録番号、型番、JANコード、申請者、製品類型
search-found = 該当する登録：
search-more = 最初の100件だけを表示しています。語を増やして絞り込んでください。
search-loading = 一覧を読み込んでいます。
search-failed = 一覧を読み込めませんでした。下のページをご覧ください。
search-without-script = JavaScriptを使わない場合は、一覧の各ページとブラウザーのページ内検索をお使いください。登録番号の順に並んでいます。

page-name = ラベル確認
label-title = ラベルのアドレス
label-what = これは、{ $value }のラベルのQRコードに入っているアドレスです。アプリは、アドレスの中からラベルの内容を読み取ります。
label-not-checked = このページはラベルを確認していません。アドレスは誰でも印刷できるため、このページが開いても、ラベルが真正であるとは言えません。
label-app = この制度に対応したアプリで、ラベルを確認してください。通信は必要ありません。
label-list = または、ラベルに印刷された登録番号を調べてください：
label-compare = 製品に表示された型番を、登録された型番と照らし合わせてください。
label-host = このページは{ $value }にあります。ブラウザーのアドレスを確かめてください。よく似たページでも、別のホストにあるものはこの制度のページではありません。
