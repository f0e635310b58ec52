"""Images (R-46). All symbols are drawn here; none is a photograph."""

from .. import base41, cose
from ..cbor import encode
from ..keys import key
from ..labels import CAMERA, EXPIRES_ON, GTIN, ISSUED_ON, LEVEL, MODEL, ROUTER, STATUS_INDEX, but, day
from ..picture import Picture, below, beside, blank, symbol
from ..scenario import Scenario, image, label
from ..trust import FIRST, SECOND
from .carrier import base64url_of, sealed_of_length
from .common import NO_STATUS, with_all_signs
from .wedge import US_ON_JIS

PLAIN_URL = "HTTPS://JC-STAR.EXAMPLE/PRODUCTS/EX-000123"
EXPIRED = but(CAMERA, {ISSUED_ON: day("2025-04-01"), EXPIRES_ON: day("2026-10-31")})


def scenarios():
    yield from single()
    yield from drawn_otherwise()
    yield from several()
    yield from without_label()


def part(expect: str, reasons=(), **given) -> Scenario:
    """Returns a label to be drawn, with its verdict."""
    return label("", "", rules="R-46", expect=expect, reasons=reasons, **given)


def text_of(found: Scenario) -> str:
    return found.input["text"]


def one(name: str, description: str, rules: str, found: Scenario, scale: int = 4, drawn=None) -> Scenario:
    picture = symbol(text_of(found), scale)
    return image(
        f"image-{name}",
        description,
        rules=f"R-46 {rules}".strip(),
        picture=drawn(picture) if drawn else picture,
        found=[found],
        trust=found.trust,
        now=found.now,
    )


def single():
    forged = cose.seal(
        encode(but(CAMERA, {LEVEL: 4})), key("label 1"), signed=cose.seal(encode(CAMERA), key("label 1")).to_be_signed
    )
    yield one("active", "The usual label.", "R-43", part("active", NO_STATUS))
    yield one(
        "router",
        "Every claim, with a Japanese holder, drawn larger.",
        "R-43",
        part("active", NO_STATUS, claims=ROUTER),
        scale=8,
    )
    yield one("expired", "A label whose last day has passed.", "R-41", part("expired", NO_STATUS, claims=EXPIRED))
    later = but(CAMERA, {ISSUED_ON: day("2026-12-01"), EXPIRES_ON: day("2028-11-30")})
    yield one(
        "not-yet-valid",
        "A label that was printed before its first day.",
        "R-41",
        part("not-yet-valid", NO_STATUS, claims=later),
    )
    yield one(
        "status-unknown",
        "The issuer publishes a status list that the verifier does not hold.",
        "R-42",
        part("status-unknown", trust="with-status"),
    )
    yield one("stars-raised", "One star raised to four.", "R-20", part("bad-signature", sealed=forged))
    yield one("unknown-key", "Sealed with a key that no list names.", "R-18", part("unknown-key", key_name="stranger"))
    yield one(
        "foreign-carrier",
        "A copied seal behind the URL of another party.",
        "R-32",
        part("foreign-carrier", NO_STATUS, prefix="HTTPS://EVIL.EXAMPLE/L/"),
    )
    yield one(
        "scheme-violation", "Five stars.", "R-33", part("scheme-violation", NO_STATUS, claims=but(CAMERA, {LEVEL: 5}))
    )
    good = base41.encode(cose.seal(encode(CAMERA), key("label 1")).data)
    yield one(
        "bad-base41",
        "It starts like a label, but three characters encode more than 65,535.",
        "R-5",
        part("bad-base41", text=FIRST + good[:6] + ":::" + good[9:]),
    )
    yield one("bare-payload", "A payload without a prefix.", "R-11", part("active", NO_STATUS, prefix=""), scale=5)
    yield one(
        "base64url",
        "base64url, encoded in the byte mode of the symbol.",
        "R-7",
        part("active", NO_STATUS, encode_bytes=base64url_of),
    )
    yield one(
        "gs1",
        "A symbol for the till and for the label: a GS1 Digital Link URI.",
        "R-84 R-86",
        part("active", NO_STATUS, claims=ROUTER, gtin=f"{ROUTER[GTIN]:014}"),
    )
    yield one(
        "gs1-of-another-product",
        "A symbol with a GTIN that the label does not name.",
        "R-85 R-86",
        part("gtin-mismatch", NO_STATUS, claims=ROUTER, gtin="04569951110016"),
    )
    claims, sealed = with_all_signs()
    typed = part("bad-base41", claims=claims, sealed=sealed, text=lambda carrier: carrier.translate(US_ON_JIS))
    yield one(
        "typed-text",
        "A symbol with a text that a keyboard changed. A text read by a camera is not repaired.",
        "R-12",
        typed,
    )
    claims, sealed = sealed_of_length(512)
    yield one(
        "largest-label",
        "The longest allowed sealed label.",
        "R-8",
        part("active", NO_STATUS, claims=claims, sealed=sealed),
        scale=4,
    )


def drawn_otherwise():
    usual = part("active", NO_STATUS)

    def low_contrast(x: int, y: int, grey: int) -> int:
        return 90 if grey == 0 else 190

    def shaded(x: int, y: int, grey: int) -> int:
        """Darkens to the right, and adds a grain that is the same on every machine."""
        grain = (x * 7919 + y * 104_729) % 1009 % 31
        return (30 if grey == 0 else 225 - x // 3) + grain

    def torn(x: int, y: int, grey: int) -> int:
        """Draws a scratch across the data."""
        return 255 if y in range(150, 158) and 110 <= x < 180 else grey

    yield one("turned", "Rotated by a quarter turn.", "", usual, drawn=Picture.turned)
    yield one("upside-down", "Rotated by a half turn.", "", usual, drawn=lambda picture: picture.turned().turned())
    yield one("tilted", "Rotated by 16 degrees.", "", usual, scale=6, drawn=Picture.tilted)
    yield one("low-contrast", "Dark grey on light grey.", "", usual, drawn=lambda picture: picture.mapped(low_contrast))
    yield one("shaded", "Uneven light and grain.", "", usual, drawn=lambda picture: picture.mapped(shaded))
    yield one(
        "scratched",
        "A scratch that error correction repairs.",
        "",
        usual,
        drawn=lambda picture: picture.mapped(torn),
    )
    yield one(
        "in-a-corner",
        "A small symbol in the corner of a large picture.",
        "",
        usual,
        drawn=lambda picture: picture.on(640, 480, 640 - picture.width - 10, 480 - picture.height - 10),
    )


def several():
    good, expired, other = (
        part("active", NO_STATUS),
        part("expired", NO_STATUS, claims=EXPIRED),
        part("active", NO_STATUS, key_name="label 2", prefix=SECOND),
    )
    forged = part(
        "foreign-carrier", NO_STATUS, prefix="HTTPS://EVIL.EXAMPLE/L/", claims=but(CAMERA, {STATUS_INDEX: 4712})
    )
    drawn = [symbol(text_of(found)) for found in (good, expired, forged)]
    yield image(
        "image-shelf-of-three",
        "Three labels on one shelf, each with its own verdict.",
        rules="R-46",
        picture=beside(*drawn),
        found=[good, expired, forged],
    )
    yield image(
        "image-two-issuers",
        "Labels of two issuers, one above the other. The second is drawn larger and rotated.",
        rules="R-46",
        picture=below(symbol(text_of(good)), symbol(text_of(other), 6).turned()),
        found=[good, other],
    )
    models = [part("active", NO_STATUS, claims=but(CAMERA, {MODEL: f"CAM-{n}"})) for n in (1, 2, 3, 4)]
    pictures = [symbol(text_of(found)) for found in models]
    yield image(
        "image-four-models",
        "Four models with the same product ID and status index are four labels.",
        rules="R-46",
        picture=below(beside(*pictures[:2]), beside(*pictures[2:])),
        found=models,
    )
    yield image(
        "image-label-beside-a-plain-url",
        "A label beside a symbol that is not a label, which is counted and not checked.",
        rules="R-3 R-46",
        picture=beside(symbol(PLAIN_URL), symbol(text_of(good))),
        found=[good],
    )


def without_label():
    pictures = {
        "blank": ("Blank paper.", blank(200, 200)),
        "plain-url": ("A symbol with a plain URL, as other schemes print it.", symbol(PLAIN_URL, 6)),
        "grain": (
            "Grain without a symbol.",
            blank(160, 160).mapped(lambda x, y, grey: (x * 7919 + y * 104_729) % 1009 % 256),
        ),
        "two-plain-urls": (
            "Two symbols, neither of which is a label.",
            beside(symbol(PLAIN_URL), symbol("WIFI:S:EXAMPLE;;")),
        ),
    }
    for name, (description, picture) in pictures.items():
        yield image(f"image-{name}", description, rules="R-46", picture=picture, found=[])
