# docs/translating.md を参照。このファイルはそのままライブラリに入るため、コメントは短くする。

self-declared = 自己適合宣言
third-party = 第三者評価
assessment-unknown = 評価方法不明

# --- 真正
active = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正で、現在有効です。有効期限は { $last_day } です。
deferral = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正です。有効期限は { $last_day } でしたが、延長手続中です。
expired = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、有効期限（{ $last_day }）が切れています。
not-yet-valid = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、まだ有効ではありません。有効期間は { $first_day } からです。
withdrawn = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、取得者により取り下げられています。
revoked = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、発行機関により取り消されています。
status-unknown = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、現在も有効かどうかは確認できません。
policy-unmet = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、ここで求められる条件を満たしていません。

# --- 真正なラベルのコードで拒否するとき：本物かどうかが分からない場合（R-72）
status-unknown-refused = このラベルが本物かどうか確認できません。署名に使われた鍵は漏えい等が報告されており、発行機関が自ら発行したラベルを示すデータがありません。アプリのデータを更新してください。

# --- 同じコードを他のコードに添えるとき。拒否されたラベルにも添えるため、波括弧の中の名前は使いません
beside-deferral = ラベルは延長手続中です。
beside-expired = ラベルの有効期限が切れています。
beside-not-yet-valid = ラベルはまだ有効ではありません。
beside-withdrawn = ラベルは取得者により取り下げられています。
beside-revoked = ラベルは発行機関により取り消されています。
beside-status-unknown = ラベルの印刷後の状態は確認できません。
beside-policy-unmet = ラベルはここで求められる条件を満たしていません。

# --- 拒否
too-long = 適合ラベルのコードとしては長すぎます。
not-a-label = このコードは適合ラベルではありません。
no-seal = このコードは制度のウェブアドレスですが、署名済みのラベルが含まれていません。オフラインでは確認できません。
bad-base41 = ラベルを正しく読み取れませんでした。もう一度読み取ってください。
bad-base64url = ラベルが正しくコピーされていません。もう一度コピーしてください。
malformed-seal = ラベルのデータが壊れています。もう一度読み取ってください。
unsupported-profile = このアプリがまだ対応していない種類のラベルです。アプリを更新してください。
unsupported-version = このラベルを確認するには、新しいバージョンのアプリが必要です。アプリを更新してください。
unknown-key = このアプリに登録されていない鍵で署名されたラベルです。アプリのデータを更新してください。
bad-signature = このラベルは改ざんされているか、発行機関が発行したものではありません。信頼しないでください。
key-not-allowed = このラベルは、署名する権限のない鍵で署名されています。信頼しないでください。
key-compromised = このラベルは、漏えい等が報告された鍵で署名されています。信頼しないでください。
foreign-carrier = このラベルに含まれるウェブアドレスは、発行機関のものではありません。開かないでください。
gtin-mismatch = このコードに含まれる商品番号（GTIN）は、ラベルに記載されたものではありません。信頼しないでください。
malformed-claims = ラベルの内容を読み取れません。信頼しないでください。
scheme-violation = ラベルの内容が制度の規則に反しています。信頼しないでください。

# --- 注記
clock-behind = この端末の時計が遅れているため、最新のデータの日付を使いました。
clock-ahead = この端末の時計は、すべてのデータの期限より後の日時になっています。端末の日付を確認してください。
freshness-unknown = この端末の時計が正しくないため、データの新しさを確認できません。端末の日付を確認してください。
trust-ageing = 発行機関一覧は { $age_days } 日前のものです。更新してください。
trust-stale = 発行機関一覧は { $age_days } 日前のもので、古すぎます。更新してください。
status-ageing = このラベルの状態一覧は { $age_days } 日前のものです。更新してください。
status-stale = このラベルの状態一覧は { $age_days } 日前のもので、古すぎます。更新してください。
in-force-outdated = 最新の延長及び予告された変更のデータがないため、以前のものを使いました。アプリのデータを更新してください。
in-force-missing = 延長及び予告された変更のデータがありません。アプリのデータを更新してください。
witnesses-missing = この鍵のラベルのうち、発行機関が確認したものを示すデータがありません。アプリのデータを更新してください。
witnessed = このラベルの署名に使われた鍵は漏えい等が報告されていますが、発行機関がこのラベルを確認しています。
extended = ラベルの有効期間は、印刷後に延長されています。
no-status-published = 発行機関はラベルの状態を公開していません。印刷された日付だけで判断しています。
status-list-predates-label = ラベルは状態一覧より新しいものです。
index-unallocated = 発行機関の状態一覧に、このラベルの記載がありません。
status-value-unknown = 発行機関の状態一覧にあるこのラベルの記載を、このアプリは解釈できません。
recognised = { $authority } では { $recognised_level } として認められます。

# --- 画像
no-label = この画像に適合ラベルは見つかりません。

# --- 一覧、データファイル、保存データ
trust-list-too-long = 発行機関一覧が長すぎます。
trust-list-malformed = 発行機関一覧が壊れています。
trust-list-unsupported = このアプリが対応していないバージョンの発行機関一覧です。アプリを更新してください。
trust-list-threshold = 発行機関一覧に必要な数の署名がありません。
trust-list-invalid = 発行機関一覧に矛盾または規則違反があります。
trust-list-older = 使用中のものより古い発行機関一覧です。
trust-list-future = 発行機関一覧の日付が未来になっています。端末の時計を確認してください。
trust-list-foreign = このアプリが信頼していない運営者の発行機関一覧です。
trust-list-conflict = この発行機関一覧は、他の運営者の一覧と矛盾しています。
status-list-too-long = 状態一覧が長すぎます。
status-list-malformed = 状態一覧が壊れています。
status-list-unsupported = このアプリが対応していない種類の状態一覧です。アプリを更新してください。
status-list-unknown-key = このアプリに登録されていない鍵で署名された状態一覧です。アプリのデータを更新してください。
status-list-bad-signature = 状態一覧は改ざんされているか、発行機関が発行したものではありません。
status-list-key-not-allowed = 状態一覧は、署名する権限のない鍵で署名されています。
status-list-key-compromised = 状態一覧は、漏えい等が報告された鍵で署名されています。
status-list-foreign = 状態一覧に含まれるアドレスは、発行機関のものではありません。
status-list-invalid = 状態一覧に矛盾があります。
status-list-older = 使用中のものより古い状態一覧です。
status-list-regressed = 使用中の状態一覧にある取下げ又は取消しが、この状態一覧にはありません。登録機関に知らせてください。
status-list-future = 状態一覧の日付が未来になっています。端末の時計を確認してください。
status-object-too-long = 状態一覧の付属データが長すぎます。
status-object-malformed = 状態一覧の付属データが壊れています。
status-object-unsupported = このアプリが対応していないバージョンの、状態一覧の付属データです。アプリを更新してください。
status-object-unbound = この付属データは、アプリにある状態一覧のものではありません。
in-force-invalid = 延長及び予告された変更の内容が、状態一覧と矛盾しています。
past-contradicts = 過去の変更の内容が、状態一覧と矛盾しています。
equivocation = 同じバージョンで内容の異なる署名済みの一覧が二つあります。登録機関に知らせてください。
bundle-too-long = データファイルが大きすぎます。
bundle-malformed = データファイルが壊れています。
bundle-unsupported = このアプリが対応していないバージョンのデータファイルです。アプリを更新してください。
bundle-base-missing = このデータファイルは差分で、元になるデータがアプリにありません。完全なデータファイルを取得してください。
state-damaged = 保存データが壊れています。もう一度取得してください。
state-unsupported = このアプリが対応していないバージョンの保存データです。アプリを更新してください。

# --- 呼び出し側の値
bad-image = この画像は読み取れません。
bad-value = 指定された値が範囲外か、形式が正しくありません。
