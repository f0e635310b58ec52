# 発行機関一覧が次の一覧でどう変わるか、署名の前に何が問題になるか。書式は docs/translating.md にあります。

# --- 数と語
level-one = レベル1件
level-many = レベル{ $count }件
category-one = 製品類型1件
category-many = 製品類型{ $count }件
citation-one = 適合基準1件
citation-many = 適合基準{ $count }件
evaluator-one = 評価機関1件
evaluator-many = 評価機関{ $count }件
month-one = 1か月
month-many = { $count }か月
day-one = 1日
day-many = { $count }日
word-self-declared = 自己適合宣言
word-third-party = 第三者評価
word-any-criteria = すべての適合基準

# --- 変更
change-version = バージョン { $before } に続くバージョン { $after }。{ $issued_at } 発行、期限 { $expires_at }
change-first = { $name }の最初の一覧。{ $issued_at } 発行、期限 { $expires_at }
change-nothing-else = ほかに変更なし
change-order = 記載の順番のみを変更
change-authority-renamed = 運営者{ $before }の名称を{ $after }に変更
change-roots-after = この次の一覧には、ルート鍵 { $roots } 個のうち { $threshold } 個の署名が必要：{ $ids }
change-roots-before = この変更の前は、ルート鍵 { $roots } 個のうち { $threshold } 個が必要：{ $ids }
change-issuer-added = 発行機関{ $name }を追加（接頭部 { $prefixes }）
change-issuer-removed = { $name }を削除：そのラベルの鍵は不明になります
change-renamed = { $before }の名称を{ $after }に変更
change-prefix-added = { $name }のラベルに接頭部 { $prefix } を認める
change-prefix-removed = { $name }の接頭部 { $prefix } を削除：この接頭部のラベルは別の場所のものとして拒否されます
change-status-age = { $name }の状態一覧は { $days }で古すぎるものとする
change-status-age-by-policy = { $name }の状態一覧が古すぎるかどうかは方針だけで決める
change-status-list = { $name }は状態一覧を { $uri } で公開
change-no-status-list = { $name }は状態一覧を公開しない：印刷された日付だけで判断
change-key-removed = { $name }の鍵 { $key_id } を削除：その鍵で署名したラベルと一覧の鍵は不明になります
change-label-key = { $name }の鍵 { $key_id } は { $from } から { $until } までに発行するラベルに署名できる
change-status-key = { $name }の鍵 { $key_id } は { $from } から { $until } までに発行する状態一覧に署名できる
change-label-key-window = { $name }の鍵 { $key_id } は { $from } から { $until } までに発行するラベルに署名できる（これまでは { $was_from } から { $was_until } まで）
change-status-key-window = { $name }の鍵 { $key_id } は { $from } から { $until } までに発行する状態一覧に署名できる（これまでは { $was_from } から { $was_until } まで）
change-label-key-retired = { $name }の鍵 { $key_id } の使用を終了：{ $until } より後に発行するラベルには署名できない（これまでは { $before } まで）。その日までに発行したラベルは引き続き有効
change-status-key-retired = { $name }の鍵 { $key_id } の使用を終了：{ $until } より後に発行する状態一覧には署名できない（これまでは { $before } まで）
change-label-key-fallen = { $name }の鍵 { $key_id } の漏えい等を公表（恒久的）：確認記録のあるものを除き、この鍵のラベルはすべて無効になります
change-status-key-fallen = { $name }の鍵 { $key_id } の漏えい等を公表（恒久的）：この鍵の状態一覧はすべて拒否されます
change-mark-removed = { $name }の鍵 { $key_id } の漏えい等の公表を取り消す
change-mark-moved = 鍵 { $key_id } の漏えい等を公表した日を { $day } とする（これまでは { $before }）
change-purpose-label = { $name }の鍵 { $key_id } をラベル鍵に変更：この鍵で署名した状態一覧は拒否されます
change-purpose-status = { $name }の鍵 { $key_id } を状態鍵に変更：この鍵で署名したラベルは拒否されます
change-scope-none = 鍵 { $key_id } はすべてのレベルと製品類型のラベルに署名できる
change-scope-levels = 鍵 { $key_id } はレベル { $levels } のラベルにのみ署名できる（署名済みのラベルも同じ）
change-scope-categories = 鍵 { $key_id } は製品類型 { $categories } のラベルにのみ署名できる（署名済みのラベルも同じ）
change-scope-both = 鍵 { $key_id } はレベル { $levels }、製品類型 { $categories } のラベルにのみ署名できる（署名済みのラベルも同じ）
change-compromised = 鍵指紋 { $thumbprint } の鍵の漏えい等を公表（恒久的）
change-compromise-dropped = 鍵指紋 { $thumbprint } の鍵の漏えい等の公表を一覧から外す
change-scheme = 制度の内容：{ $levels }、{ $categories }、{ $criteria }、{ $evaluators }。有効期間は最長 { $months }、延長手続は最長 { $days }
change-utc-offset = 制度の日付を UTC から { $after } 分とする（これまでは { $before } 分）
change-longest-validity = 有効期間は最長 { $after }（これまでは { $before }）
change-longest-deferral = 延長手続は最長 { $after }（これまでは { $before }）
change-level-added = レベル { $number } を追加：{ $entry }
change-level-removed = レベル { $number }（{ $entry }）を削除：このレベルのラベルは拒否されます
change-level-changed = レベル { $number } の名称は { $after }（これまでは { $before }）
change-level-assessment = レベル { $number } のラベルは{ $assessment }
change-category-added = 製品類型 { $number } を追加：{ $entry }
change-category-removed = 製品類型 { $number }（{ $entry }）を削除：この製品類型のラベルは拒否されます
change-category-changed = 製品類型 { $number } の名称は { $after }（これまでは { $before }）
change-category-excluded = 製品類型 { $number }（{ $entry }）を制度の対象外とする：この製品類型のラベルは拒否されます
change-category-included = 製品類型 { $number }（{ $entry }）を制度の対象に含める
change-criteria-added = 適合基準 { $number } を追加：{ $entry }
change-criteria-removed = 適合基準 { $number }（{ $entry }）を削除：この適合基準のラベルは拒否されます
change-criteria-changed = 適合基準 { $number } は { $after }（これまでは { $before }）：この番号のラベルは新しい適合基準を指すことになります
change-evaluator-added = 評価機関 { $number } を追加：{ $entry }
change-evaluator-removed = 評価機関 { $number }（{ $entry }）を削除：この評価機関のラベルは拒否されます
change-evaluator-changed = 評価機関 { $number } の名称は { $after }（これまでは { $before }）
change-recognised = { $from } 以降に発行されたラベルについて、運営者 { $authority } のレベル { $level }（{ $criteria }）をレベル { $counts_as } と認める
change-recognised-until = { $from } から { $until } までに発行されたラベルについて、運営者 { $authority } のレベル { $level }（{ $criteria }）をレベル { $counts_as } と認める
change-unrecognised = { $from } 以降に発行されたラベルについて、運営者 { $authority } のレベル { $level } を認めるのをやめる

# --- 照合する鍵
role-root = ルート鍵
role-root-new = 新しいルート鍵
role-root-kept = これまでと同じルート鍵
role-root-removed = これまでのルート鍵
role-label-key = { $name }のラベル鍵
role-status-key = { $name }の状態鍵
role-key-removed = { $name }のこれまでの鍵
role-compromised = 漏えい等が公表された鍵

# --- 署名の前の問題
concern-stale-version = 下書きはバージョン { $version } ですが、手元の一覧はバージョン { $held } です
advice-stale-version = 署名せずに、最新の一覧をもとに変更をやり直してもらってください
concern-version-gap = 下書きはバージョン { $version } ですが、手元の一覧はバージョン { $held } です。その間の変更は表示されません
advice-version-gap = 下書きの一つ前のバージョンの一覧を --trust で指定してください
concern-earlier-issue = 下書きの日時 { $issued_at } が、手元の一覧の日時 { $held } より前です
advice-earlier-issue = 署名せずに、時計の正しい機器で作り直してもらってください
concern-earlier-expiry = 下書きの期限 { $expires_at } が、手元の一覧の期限 { $held } より前です
advice-earlier-expiry = 期限を早める理由を、下書きの作成者に確認してください
concern-expired = 下書きの期限 { $expires_at } を過ぎています（現在 { $now }）
advice-expired = 作り直してもらうか、時計を直してください
concern-compromise-dropped = 手元の一覧では鍵 { $thumbprint } の漏えい等が公表されていますが、下書きにはありません
advice-compromise-dropped = 署名しないでください。検証で拒否されます。作成者がその鍵をまた使おうとしているおそれがあります
concern-compromised-key = 手元の一覧で漏えい等が公表されている鍵 { $thumbprint } を、下書きが使っています
advice-compromised-key = 署名しないでください。一度漏えいした鍵は二度と使いません
concern-threshold-lowered = この次の一覧に必要な署名が { $threshold } 個になります。手元の一覧では { $held } 個です
advice-threshold-lowered = ルート鍵の保管者全員が合意している場合だけ署名してください
concern-threshold-unreachable = 下書きではルート鍵 { $threshold } 個の署名が必要ですが、署名できるルート鍵は { $usable } 個です
advice-threshold-unreachable = 署名しないでください。この次の一覧にはだれも署名できなくなります
concern-unknown-content = この starseal のバージョンでは分からず、表示できない内容が下書きにあります
advice-unknown-content = 下書きを作成したバージョンの starseal で署名してください

# --- セレモニーのファイルの問題
fault-form = { $line } 行目：{ $reason }
fault-value = { $key }：{ $reason }
