package dev.starseal.example

import android.content.Context
import android.content.res.Configuration.*
import android.graphics.*
import android.graphics.drawable.GradientDrawable
import android.view.*
import android.view.ViewGroup.LayoutParams.*
import android.widget.*
import dev.starseal.MarkColor.*

/** Shows a [Screen] with views that are made in code. A press calls [onPress] with the button's word, and with the address for `OPEN`. */
class ScreenView(context: Context, private val onPress: (ScreenWord, String?) -> Unit) : FrameLayout(context) {
    val preview = TextureView(context).also(::addView)
    private val isDark = resources.configuration.uiMode and UI_MODE_NIGHT_MASK == UI_MODE_NIGHT_YES
    private val isLarge = resources.configuration.fontScale > 1.3f
    private val ink = if (isDark) "#F2F2F4" else "#17181A"
    private val faint = if (isDark) "#B9BDC6" else "#4C5159"
    private val plate = if (isDark) "#2A2C31" else "#EEF0F4"
    private val panel = ScrollView(context).also(::addView).column(16, if (isDark) "#17181A" else "#FFFFFF")
    // This view stays while the others are replaced, so that a screen reader announces changes.
    private val message = panel.text("", 18, ink).apply { accessibilityLiveRegion = ACCESSIBILITY_LIVE_REGION_POLITE }
    private var screen: Screen? = null
    init {
        fitsSystemWindows = true
        setBackgroundColor(Color.BLACK)
        val size = resources.displayMetrics
        (panel.parent as View).layoutParams = LayoutParams(minOf(size.widthPixels, dp(480)), WRAP_CONTENT, Gravity.BOTTOM or Gravity.END)
            .apply { topMargin = maxOf(0, size.heightPixels - size.widthPixels) / 2 } // Part of the camera's picture stays visible.
    }
    fun show(next: Screen) {
        if (next == screen) return
        screen = next
        message.apply { text = next.message; contentDescription = next.spoken }
        panel.removeViews(1, panel.childCount - 1)
        next.notice?.let { panel.text(it, 16, ink); panel.button(ScreenWord.CLOSE, plate, ink) }
        next.cards.forEach(::add)
        next.kind.action?.let { panel.button(it, "#1D4E9E", "#FFFFFF") }
        next.age?.takeIf { next.cards.isEmpty() }?.let { panel.text(it, 14, faint) }
        panel.button(ScreenWord.OTHER_LANGUAGE, plate, ink)
    }
    private fun add(card: Card) {
        val behind = mapOf(GREEN to "#17663A", AMBER to "#8A5300", GRAY to "#54595F", RED to "#B3261E")
        val all = panel.column(0, plate).apply { contentDescription = card.spoken; isFocusable = true }
        all.column(16, behind.getValue(card.color)).text("${card.symbol}  ${card.word}", 24, "#FFFFFF")
        val body = all.column(16)
        card.stars?.let { body.text(it, 30, if (isDark) "#FFCB47" else "#8A6100") }
        body.text(card.sentence, 17, ink)
        card.notes.forEach { body.text(it, 15, faint) }
        for ((name, value) in card.rows) {
            val row = if (isLarge) body.column(0) else LinearLayout(context).also(body::addView)
            row.text(name, 14, faint).layoutParams = share(2f)
            row.text(value, 16, ink).layoutParams = share(3f)
        }
        card.url?.let { body.button(ScreenWord.OPEN, "#1D4E9E", "#FFFFFF", it) }
    }
    private fun share(of: Float) = LinearLayout.LayoutParams(if (isLarge) MATCH_PARENT else 0, WRAP_CONTENT, of).apply { marginEnd = dp(8) }
    private fun dp(size: Int) = (size * resources.displayMetrics.density).toInt()
    private fun round(color: String) = GradientDrawable().apply { setColor(Color.parseColor(color)); cornerRadius = dp(16).toFloat() }
    private fun ViewGroup.column(inside: Int, color: String = "#00000000") = LinearLayout(context).also {
        it.orientation = LinearLayout.VERTICAL
        it.showDividers = LinearLayout.SHOW_DIVIDER_MIDDLE
        it.dividerDrawable = GradientDrawable().apply { setSize(0, dp(inside / 2)) }
        it.background = round(color)
        it.setPadding(dp(inside), dp(inside), dp(inside), dp(inside))
        addView(it, MATCH_PARENT, WRAP_CONTENT)
    }
    private fun ViewGroup.text(words: String, sp: Int, color: String, view: TextView = TextView(context)) = view.also {
        it.text = words
        it.textSize = sp.toFloat()
        it.setTextColor(Color.parseColor(color))
        it.typeface = if (sp < 18) Typeface.DEFAULT else Typeface.DEFAULT_BOLD
        it.textLocale = java.util.Locale.JAPANESE // English screens also show Japanese names, which must not get Chinese glyphs.
        addView(it)
    }
    private fun ViewGroup.button(word: ScreenWord, behind: String, color: String, url: String? = null) {
        val button = text(word.text(screen!!.language), 16, color, Button(context))
        button.setAllCaps(false)
        button.minimumHeight = dp(48)
        button.background = round(behind)
        button.setOnClickListener { onPress(word, url) }
    }
}
