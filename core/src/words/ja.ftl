# 人に見せる文。Project Fluent の書式のうち、コメントと一行のメッセージだけを読みます。
#     id = 文 { $name } 文
# id は docs/spec.md のコードです。beside-コード は、他のコードに添えるときの文です。波括弧の中の名前は変えないでください。順序は自由です。docs/translating.md を参照。

self-declared = 自己適合宣言
third-party = 第三者評価
assessment-unknown = 評価方法不明

# --- 真正
active = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正で、有効です。最終日は { $last_day } です。
deferral = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正です。有効期間は { $last_day } に終わり、延長手続中です。
expired = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、{ $last_day } で有効期限が切れています。
not-yet-valid = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、{ $first_day } まで有効ではありません。
withdrawn = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、取得者により取り下げられています。
revoked = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、取り消されています。
status-unknown = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、現在も有効かどうかは分かりません。
policy-unmet = { $product } の適合ラベル（{ $level }、{ $assessment }）は真正ですが、ここで求められる条件を満たしていません。

# --- 同じコードを他のコードに添えるとき。拒否されたラベルにも添えるため、波括弧の名前は使いません
beside-deferral = ラベルは延長手続中です。
beside-expired = ラベルの有効期限が切れています。
beside-not-yet-valid = ラベルの有効期間はまだ始まっていません。
beside-withdrawn = ラベルは取得者により取り下げられています。
beside-revoked = ラベルは取り消されています。
beside-status-unknown = ラベルの印刷後の状態は分かりません。
beside-policy-unmet = ラベルはここで求められる条件を満たしていません。

# --- 拒否
too-long = ラベルとしては長すぎます。
not-a-label = このコードは適合ラベルではありません。
bad-base41 = ラベルを正しく読み取れませんでした。もう一度読み取ってください。
bad-base64url = ラベルが正しくコピーされていません。もう一度コピーしてください。
malformed-seal = ラベルが壊れています。もう一度読み取ってください。
unsupported-profile = このアプリがまだ知らない種類のラベルです。アプリを更新してください。
unsupported-version = このアプリより新しい版のラベルです。アプリを更新してください。
unknown-key = このアプリが知らない鍵で封印されたラベルです。データを更新してください。
bad-signature = このラベルは書き換えられたか、発行されたものではありません。信頼しないでください。
key-not-allowed = このラベルを封印した鍵には、その権限がありませんでした。信頼しないでください。
key-compromised = このラベルを封印した鍵は第三者の手に渡っています。信頼しないでください。
foreign-carrier = このラベルのアドレスは発行者のものではありません。開かないでください。
malformed-claims = ラベルの内容を読み取れません。信頼しないでください。
scheme-violation = ラベルの内容が制度の規則に反しています。信頼しないでください。

# --- 注記
clock-behind = この端末の時計が遅れているため、最新のデータの日付を使いました。
trust-ageing = 発行者の一覧は { $age_days } 日前のものです。更新してください。
trust-stale = 発行者の一覧は { $age_days } 日前のもので、古すぎます。
status-ageing = このラベルの情報は { $age_days } 日前のものです。更新してください。
status-stale = このラベルの情報は { $age_days } 日前のもので、古すぎます。
witnessed = 封印した鍵は失効していますが、発行者がこのラベルを証明しています。
extended = ラベルは印刷後に延長されています。
no-status-published = 発行者は印刷後の状態を公開していません。印刷された日付だけで判断します。
status-list-predates-label = 手元の情報より新しいラベルです。
index-unallocated = 発行者の記録にこのラベルがありません。
status-value-unknown = 発行者の記録に、このアプリが理解できない値があります。
recognised = { $authority } の { $recognised_level } としても認められます。

# --- 画像
no-label = この画像に適合ラベルは見つかりません。

# --- 一覧、データファイル、保存データ
trust-list-too-long = 発行者の一覧が長すぎます。
trust-list-malformed = 発行者の一覧が壊れています。
trust-list-unsupported = このアプリが知らない版の発行者一覧です。アプリを更新してください。
trust-list-threshold = 発行者の一覧に必要な数の署名がありません。
trust-list-invalid = 発行者の一覧に矛盾があります。
trust-list-older = 手元のものより古い発行者一覧です。
trust-list-future = 発行者一覧の日付が未来です。時計を確認してください。
trust-list-foreign = このアプリが基準としない運営者の発行者一覧です。
trust-list-conflict = 他の運営者の一覧と衝突する発行者一覧です。
status-list-too-long = 状態一覧が長すぎます。
status-list-malformed = 状態一覧が壊れています。
status-list-unsupported = このアプリが知らない種類の状態一覧です。アプリを更新してください。
status-list-unknown-key = このアプリが知らない鍵で署名された状態一覧です。データを更新してください。
status-list-bad-signature = 状態一覧は書き換えられたか、発行されたものではありません。
status-list-key-not-allowed = 状態一覧に署名した鍵には、その権限がありませんでした。
status-list-key-compromised = 状態一覧に署名した鍵は第三者の手に渡っています。
status-list-foreign = 発行者のアドレスのものではない状態一覧です。
status-list-invalid = 状態一覧に矛盾があります。
status-list-older = 手元のものより古い状態一覧です。
status-list-future = 状態一覧の日付が未来です。時計を確認してください。
equivocation = 同じ版で内容の異なる署名済み一覧が二つあります。登録機関に知らせてください。
bundle-too-long = データファイルが長すぎます。
bundle-malformed = データファイルが壊れています。
bundle-unsupported = このアプリが知らない版のデータファイルです。アプリを更新してください。
bundle-base-missing = 元になるデータがありません。全体のデータファイルを取得してください。
state-damaged = 保存データが壊れています。もう一度取得してください。
state-unsupported = このアプリが知らない版の保存データです。アプリを更新してください。

# --- 呼び出し側の値
bad-image = この画像は読み取れません。
bad-value = 指定された値が正しくありません。

# --- コードは見えるが読み取れないとき
hint-cut-off = コード全体が写るようにしてください。
hint-too-small = コードに近づいてください。
hint-too-tilted = コードを正面から写してください。
hint-low-light = 明るい場所で写してください。
hint-glare = 光が反射しないように傾けてください。
hint-blurred = ピントが合うまで動かさないでください。
