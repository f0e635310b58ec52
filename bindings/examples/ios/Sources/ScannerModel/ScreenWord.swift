import Starseal

/// The texts of the screen itself, as on Android: English, a bar, Japanese. Sentences about labels come from the library.
public enum ScreenWord: String, Sendable, CaseIterable {
    case starting = "Starting…|準備しています…", allow = "Allow the camera|カメラを許可する", settings = "Open the settings|設定を開く"
    case permissionNeeded = "Labels are read with the camera. No picture leaves this phone.|ラベルはカメラで読み取ります。画像は端末の外に送られません。"
    case permissionRefused = "The camera is not allowed. Allow it in the settings.|カメラが許可されていません。設定で許可してください。"
    case cameraFailed = "The camera cannot be used. Close other apps that use it.|カメラを使えません。カメラを使っているほかのアプリを閉じてください。"
    case looking = "Hold the label steady in view. Flight mode works too.|ラベルを画面に入れて、動かさずにお待ちください。機内モードでも使えます。"
    case retry = "Try again|やり直す", next = "Scan the next label|次のラベルを読み取る", close = "Close this message|このメッセージを閉じる"
    case open = "Open the label's page|ラベルのページを開く", otherLanguage = "日本語|English"
    case oneLabel = "1 label|ラベル 1 件", labels = "{n} labels, the most serious first|ラベル {n} 件（注意の要るものから）"
    case active = "Current|有効", deferral = "Extension in process|延長手続中", expired = "Expired|期限切れ"
    case notYetValid = "Not yet valid|有効期間前", withdrawn = "Withdrawn|取下げ", revoked = "Revoked|取消し"
    case statusUnknown = "Status unknown|状態不明", policyUnmet = "Requirements not met|条件外"
    case notJudged = "Cannot be verified|判定できません", refused = "Not accepted|認められません"
    case lookForTheLabel = "Look for the code on the label itself.|適合ラベルに印刷されたコードを読み取ってください。"
    case notForged = "This does not mean that the label was forged.|偽造という意味ではありません。"
    case ask = "If in doubt, ask the shop or the registry.|不明な点は販売店か登録機関に確認してください。"
    case productID = "Product ID|登録番号", model = "Model: compare it with the product|型番（製品と見比べてください）"
    case level = "Level|レベル", holder = "Holder|取得者", lastDay = "Last day|有効期限", assessment = "Assessment|評価"
    case selfDeclared = "Self-declared|自己適合宣言", thirdParty = "Third-party assessed|第三者評価"
    case issuer = "Issuer|発行機関", authority = "Authority|運営者", data = "Data|情報"
    case statusOf = "Status of {day}, {age}|{day} 時点の状態（{age}）", ageUnknown = "age not known|経過日数は不明"
    case noStatus = "No status list is available. List of issuers of {day}, {age}|状態一覧はありません。発行機関一覧は {day} 時点（{age}）"
    case daysOld = "{n} days old|{n} 日前", oneDayOld = "1 day old|1 日前", today = "less than a day old|1 日以内"
    /// Returns the text in a language, with the values in braces filled in.
    public func text(in language: Language, filling values: KeyValuePairs<String, String> = [:]) -> String {
        let words = rawValue.split(separator: "|").map(String.init)
        return values.reduce(language == .ja ? words[1] : words[0]) { $0.replacing("{\($1.key)}", with: $1.value) }
    }
}
