package dev.starseal

import com.google.gson.JsonObject
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import java.lang.reflect.Modifier
import kotlin.reflect.KClass
import kotlin.reflect.KVisibility
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.primaryConstructor
import kotlin.reflect.typeOf
import kotlin.test.assertEquals
import kotlin.test.assertFalse

/** The public types are exactly those of bindings/surface.json. */
class SurfaceTest {
    private val surface = readJson(project.resolve("bindings/surface.json"))

    @Test
    fun codes() {
        assertEquals(surface.texts("codes"), Code.entries.map { it.text })
        assertEquals(surface.texts("codes"), dev.starseal.internal.allCodes())
        assertEquals(Code.entries, Code.entries.map { Code.of(it.text) })
        assertEquals(Code.entries.map { it.name }, Code.entries.map { it.text.uppercase().replace('-', '_') })
    }

    /** The documentation of each code is that of the library, word for word. */
    @Test
    fun commentsOfCodes() {
        val rust = Regex("    /// (.*)\n    (\\w+): \"").findAll(project.resolve("core/src/code/table.rs").readText())
        val kotlin =
            Regex("    /\\*\\* (.*) \\*/\n    (\\w+)\\(\"")
                .findAll(project.resolve("bindings/kotlin/src/main/kotlin/dev/starseal/Code.kt").readText())
        val said = { matches: Sequence<MatchResult> ->
            matches.associate { it.groupValues[2].replace("_", "").lowercase() to it.groupValues[1] }
        }
        assertEquals(Code.entries.size, said(rust).size)
        assertEquals(said(rust), said(kotlin))
    }

    @TestFactory
    fun types(): List<DynamicTest> =
        section("types") { name, fields ->
            val derived = surface.getAsJsonObject("derived").texts(name)
            val inJson = surface.getAsJsonObject("json")(name)?.asString
            assertEquals((fields + derived - inJson).toSet(), properties(named(name)))
            val toJson = named(name).memberFunctions.singleOrNull { it.name == "toJson" }
            assertEquals(inJson?.let { typeOf<String>() }, toJson?.returnType)
        }

    @TestFactory
    fun added(): List<DynamicTest> =
        section("added") { name, fields -> assertEquals(fields.toSet(), properties(named(name))) }

    @Test
    fun timesToAskAbout() {
        assertEquals(surface.texts("when"), When::class.sealedSubclasses.map { it.simpleName!!.lowercase() }.sorted())
    }

    @TestFactory
    fun enums(): List<DynamicTest> =
        section("enums") { name, values ->
            assertEquals(values, named(name).java.enumConstants.map { kebab((it as Enum<*>).name) })
        }

    /** The texts of these enums are those of surface.json. */
    @Test
    fun textsOfEnums() {
        val enums = surface.getAsJsonObject("enums")
        assertEquals(enums.texts("Mark"), Mark.entries.map { it.text })
        assertEquals(enums.texts("MarkColor"), MarkColor.entries.map { it.text })
        assertEquals(enums.texts("Language"), Language.entries.map { it.tag })
    }

    @TestFactory
    fun variants(): List<DynamicTest> =
        surface.getAsJsonObject("variants").entrySet().map { (name, variants) ->
            dynamicTest(name) { assertEquals(fieldsOf(variants.asJsonObject), fieldsOfSubclasses(named(name))) }
        }

    @Test
    fun errors() {
        val errors = surface.getAsJsonObject("errors")
        val wanted = errors.keySet().associateWith { errors.texts(it).toSet() }
        val ours =
            StarsealException::class.sealedSubclasses.associate {
                it.simpleName!! to
                    properties(it) - Throwable::class.names()
            }
        assertEquals(wanted, ours)
    }

    /** There are no other public types, except those that only have methods. */
    @Test
    fun nothingMore() {
        val folder =
            project
                .resolve(
                    Verifier::class.java.protectionDomain.codeSource.location.path,
                ).resolve("dev/starseal")
        val names = folder.listFiles { file -> file.extension == "class" && '$' !in file.name }.orEmpty()
        val classes = names.map { Class.forName("dev.starseal.${it.nameWithoutExtension}") }.filter(::isAType)
        val stated = listOf("types", "added", "enums", "variants").flatMap { surface.getAsJsonObject(it).keySet() }
        assertEquals(
            (stated + listOf("Code", "StarsealException", "FrameScanner", "Verifier", "When")).toSet(),
            classes.map { it.simpleName }.toSet(),
        )
    }

    /** Only a verifier makes verdicts and labels. Java code cannot make them either. */
    @Test
    fun verdictsCannotBeMade() {
        for (type in listOf(Verdict::class, AuthenticLabel::class)) {
            val open = type.java.declaredConstructors.filterNot { it.isSynthetic || Modifier.isPrivate(it.modifiers) }
            assertEquals(emptyList(), open)
            assertEquals(emptyList(), type.java.methods.filter { it.name == "copy" })
        }
        Outcome::class.sealedSubclasses.forEach {
            assertEquals(
                KVisibility.INTERNAL,
                it.primaryConstructor!!.visibility,
            )
        }
        Outcome::class.sealedSubclasses.forEach { case -> assertFalse(case.java.methods.any { it.name == "copy" }) }
    }

    private fun section(
        name: String,
        test: (String, List<String>) -> Unit,
    ): List<DynamicTest> {
        val section = surface.getAsJsonObject(name)
        return section.keySet().map { type -> dynamicTest(type) { test(type, section.texts(type)) } }
    }

    private fun fieldsOf(variants: JsonObject): Map<String, Set<String>> =
        variants.keySet().associateWith { variants.texts(it).toSet() }

    private fun fieldsOfSubclasses(type: KClass<*>): Map<String, Set<String>> =
        type.sealedSubclasses.associate { case ->
            kebab(snake(case.simpleName!!)).removePrefix("-") to
                if (case.objectInstance != null) emptySet() else properties(case)
        }
}

/** Returns whether a class file is a Kotlin class, interface or enum, and not a file of functions. */
private fun isAType(type: Class<*>): Boolean = type.getAnnotation(Metadata::class.java).kind == 1

private fun named(name: String): KClass<*> = Class.forName("dev.starseal.$name").kotlin

private fun KClass<*>.names(): Set<String> = memberProperties.map { snake(it.name) }.toSet()

private fun properties(type: KClass<*>): Set<String> =
    type.memberProperties
        .filter { it.visibility == KVisibility.PUBLIC }
        .map { snake(it.name) }
        .toSet()

private fun snake(camel: String): String = camel.replace(Regex("[A-Z]")) { "_" + it.value.lowercase() }

private fun kebab(snake: String): String = snake.lowercase().replace('_', '-')
