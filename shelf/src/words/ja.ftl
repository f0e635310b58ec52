# 監査の指摘と報告書の文。Project Fluent の書式のうち、次のものだけを使う：コメントと、1 行のメッセージ
#     id = text with { $name } in it
# 波かっこの中の名前はそのまま残す。順序は自由。docs/translating.md を参照。

# --- findings, by their codes
label-missing = この商品のラベルは読み取られていません。
lapses-soon = ラベルの有効期限は { $last_day } です（あと { $days } 日）。
level-below-policy = ポリシーはレベル { $required } を求めていますが、ラベルは { $found } です。
policy-unmet = ポリシーの規則 { $rule } は { $required } を求めていますが、ラベルは { $found } です。
jan-differs = 在庫表の JAN は { $stock } ですが、ラベルの JAN は { $label } です。
model-differs = 在庫表の型番は { $stock } ですが、ラベルの型番は { $label } です。
holder-differs = 在庫表のメーカーは { $stock } ですが、ラベルの取得者は { $label } です。
matched-by-model = 型番で対応付けました：在庫表 { $stock }、ラベル { $label }。
label-on-two-products = 同じラベルが複数の商品で見つかりました：{ $products }。
serial-twice = 製造番号 { $serial } のラベルが { $times } 回見つかりました：{ $places }。同じ 1 台を二度読んだか、ラベルが複製された可能性があります。
serial-seen-before = 製造番号 { $serial } のラベルは以前の監査でも { $times } 回見つかっています：{ $places }。
label-not-in-list = このラベルの JAN や型番と一致する商品が在庫表にありません。
label-not-comparable = ラベルに JAN も型番もないため、商品と対応付けられません。
seen-not-read = QR コードが写っていますが、読み取れませんでした。{ $advice }
no-label-in-picture = この写真からはラベルを読み取れませんでした。ほかの QR コード：{ $symbols } 個。
not-readable = 読み取れませんでした：{ $reason }。
jan-repaired = 在庫表の JAN { $given } は、{ $jan } 以外にあり得ません。
jan-unusable = 在庫表の JAN { $given } は使えません：{ $fault }。
row-without-key = この行には JAN も型番もありません。
row-unusable = この行は読み取れません：{ $reason }。
lists-differ = { $what }がここでは { $here }、{ $place } では { $there } です。
jan-rounded = 表計算ソフトが桁を丸めています
jan-check-digit = チェックディジットが合いません
jan-not-a-number = 8〜14 桁の数字ではありません
value-model = 型番
value-maker = メーカー

# --- reports: titles and questions
title = 売場のラベル点検 { $day }
made-at = { $now } に Starseal { $version } で作成。期限間近の目安：{ $days } 日以内。
asked-for = 基準日：{ $day }
conclusion-all-stand = すべての商品に真正で有効なラベルがあり、すべてを読み取れました。
conclusion-found = 指摘があります。以下をご覧ください。
conclusion-not-all-read = 読み取れなかったものがあります。その中に有効でないラベルがある可能性があります。
caution = ラベルは、登録機関がその製品について述べた内容を示すものです。製品に欠陥がないことを示すものではありません。型番と JAN を、製品と箱の表示と見比べてください。
pictures-from = 写真の撮影日時はカメラの記録のまま表示しています。証明にはなりません。
summary = 概要
products = 商品
labels = ラベル
lapsing = 期限間近
missing = ラベルなし
problems = 問題あり
twice = 重複
not-in-list = 在庫表にない
not-read = 読み取れず
rests-on = 使った一覧
no-rows = 該当するものはありません。
stock-files = 在庫表：{ $files }
rests-on-list = { $name }、第 { $version } 版、{ $issued_at } 発行
rests-on-status = 状態一覧 { $uri }、{ $issued_at } 発行

# --- reports: states, each with a sign
state-problem = ✗ 問題あり
state-missing = – ラベルなし
state-check = ! 要確認
state-good = ✓ 有効
label-stands = ✓ 有効
label-does-not = ✗ 有効でない
label-unknown = ? 不明

# --- reports: columns
column-state = 判定
column-row = 行
column-jan = JAN
column-model = 型番
column-name = 品名
column-holder = メーカー
column-quantity = 数量
column-product-id = ラベル
column-level = レベル
column-assessment = 評価
column-last-day = 有効期限
column-days = 残り日数
column-findings = 指摘
column-verdict = 判定
column-source = 読取り元
column-serial = 製造番号
column-products = 商品
column-taken-at = カメラの日時
column-number = 番号
column-picture = 画像
self-declared = 自己適合宣言
third-party = 第三者評価

# --- reports: charts and the filter
chart-states = 判定別の商品数
chart-lapse = 有効期限の月別のラベル数
chart-later = 以降
filter = 検索
filter-state = 表示
filter-all = すべて
found-rows = { $count } 行
row-many-labels = ほか { $count } 件
more-rows = 続きを表示（残り#行）
first-rows-only = JavaScriptが無効なため、この表は最初の{ $count }行だけを表示しています。すべての行はreport.xlsxとreport.csvにあります。
