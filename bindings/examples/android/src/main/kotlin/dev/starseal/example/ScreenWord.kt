package dev.starseal.example

import dev.starseal.*

/** The texts of the screen itself. Sentences about labels come from the library: [Verdict.sentence]. */
enum class ScreenWord(private val en: String, private val ja: String) {
    STARTING("Starting…", "準備しています…"), ALLOW("Allow the camera", "カメラを許可する"), SETTINGS("Open the settings", "設定を開く"),
    PERMISSION_NEEDED("Labels are read with the camera. No picture leaves this phone.", "ラベルはカメラで読み取ります。画像は端末の外に送られません。"),
    PERMISSION_REFUSED("The camera is not allowed. Allow it in the settings.", "カメラが許可されていません。設定で許可してください。"),
    CAMERA_FAILED("The camera cannot be used. Close other apps that use it.", "カメラを使えません。カメラを使っているほかのアプリを閉じてください。"),
    LOOKING("Hold the label steady in view. Flight mode works too.", "ラベルを画面に入れて、動かさずにお待ちください。機内モードでも使えます。"),
    RETRY("Try again", "やり直す"), NEXT("Scan the next label", "次のラベルを読み取る"), CLOSE("Close this message", "このメッセージを閉じる"),
    OPEN("Open the label's page", "ラベルのページを開く"), OTHER_LANGUAGE("日本語", "English"), ONE_LABEL("1 label", "ラベル 1 件"),
    LABELS("{n} labels, the most serious first", "ラベル {n} 件（注意の要るものから）"), ACTIVE("Current", "有効"),
    DEFERRAL("Extension in process", "延長手続中"), EXPIRED("Expired", "期限切れ"), NOT_YET_VALID("Not yet valid", "有効期間前"),
    WITHDRAWN("Withdrawn", "取下げ"), REVOKED("Revoked", "取消し"), STATUS_UNKNOWN("Status unknown", "状態不明"),
    POLICY_UNMET("Requirements not met", "条件外"), NOT_JUDGED("Cannot be verified", "判定できません"), REFUSED("Not accepted", "認められません"),
    LOOK_FOR_THE_LABEL("Look for the code on the label itself.", "適合ラベルに印刷されたコードを読み取ってください。"),
    NOT_FORGED("This does not mean that the label was forged.", "偽造という意味ではありません。"),
    ASK("If in doubt, ask the shop or the registry.", "不明な点は販売店か登録機関に確認してください。"),
    PRODUCT_ID("Product ID", "登録番号"), MODEL("Model: compare it with the product", "型番（製品と見比べてください）"), LEVEL("Level", "レベル"),
    HOLDER("Holder", "取得者"), LAST_DAY("Last day", "有効期限"), ASSESSMENT("Assessment", "評価"), SELF_DECLARED("Self-declared", "自己適合宣言"),
    THIRD_PARTY("Third-party assessed", "第三者評価"), ISSUER("Issuer", "発行機関"), AUTHORITY("Authority", "運営者"), DATA("Data", "情報"),
    STATUS_OF("Status of {day}, {age}", "{day} 時点の状態（{age}）"), AGE_UNKNOWN("age not known", "経過日数は不明"),
    NO_STATUS("No status list is available. List of issuers of {day}, {age}", "状態一覧はありません。発行機関一覧は {day} 時点（{age}）"),
    DAYS_OLD("{n} days old", "{n} 日前"), ONE_DAY_OLD("1 day old", "1 日前"), TODAY("less than a day old", "1 日以内");
    /** Returns the text in a language, with the values in braces filled in. */
    fun text(language: Language, vararg values: Pair<String, Any>): String =
        values.fold(Names(en, ja)[language]) { text, (name, value) -> text.replace("{$name}", value.toString()) }
}
