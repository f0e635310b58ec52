"""A publication, read by other people's programs: nginx, a JSON Schema validator, a JSON-LD processor, the Nu Html
Checker, axe-core and Chromium."""

import gzip
import hashlib
import html
import json
import os
import shutil
import subprocess
import xml.etree.ElementTree as xml
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from program import Program
from publication import DAYS, PAGES, PRIVATE, Registry, Server, made, nginx
from pyld import jsonld

REFERENCE = Path(__file__).parent.parent / "docs" / "reference"
PREFIX = "/L/"


@pytest.fixture(scope="session")
def registry(starseal: Program, tmp_path_factory) -> Registry:
    return made(starseal, tmp_path_factory.mktemp("registry"))


@pytest.fixture(scope="session")
def server(registry: Registry, tmp_path_factory) -> Server:
    with nginx(registry.public, tmp_path_factory.mktemp("nginx")) as server:
        yield server


@pytest.fixture(scope="session")
def descriptor(registry: Registry) -> dict:
    return json.loads((registry.root / ".well-known" / "starseal.json").read_text())


def files(value) -> list[dict]:
    """Returns every file that a descriptor names."""
    if isinstance(value, list):
        return [found for one in value for found in files(one)]
    if isinstance(value, dict):
        own = [value] if "path" in value else []
        return own + [found for one in value.values() for found in files(one)]
    return []


def test_the_descriptor_fits_its_schema_and_names_every_file_rightly(registry, descriptor):
    schema = json.loads((REFERENCE / "publication.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(descriptor)] == []
    for changed in ({"schema": "starseal-publication/2"}, {"address": "http://jc-star.example/"}, {"more": 1}):
        assert list(validator.iter_errors(descriptor | changed)), changed
    named = files(descriptor)
    assert len(named) > 10
    for file in named:
        data = (registry.root / file["path"]).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (file["bytes"], file["sha256"]), file["path"]
    kinds = {delta["from_event"] for delta in descriptor["bundles"]["phone"]["deltas"]}
    assert len(kinds) == 2 and all(event < descriptor["event"] for event in kinds)


def test_nothing_private_is_published(registry):
    private = [text.encode() for text in [*PRIVATE, "PRIVATE-REASON"]]
    for path in registry.public.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            assert not [text for text in private if text in data], path


def test_pages_lead_to_the_applicants_own(registry):
    for language in ("en", "ja"):
        page = (registry.root / language / "registrations" / "ss-2026-000001.html").read_text(encoding="utf-8")
        for address in PAGES:
            assert f'<a href="{html.escape(address)}">' in page.replace("&#38;", "&amp;"), (language, address)
    said = json.loads((registry.root / "registrations" / "ss-2026-000001.json").read_bytes())
    assert [said[name] for name in ("product_page", "security_page", "contact_page")] == PAGES


def test_nginx_sends_every_file_with_its_type(server, registry, descriptor):
    for file in files(descriptor):
        status, headers, body = server.ask(f"/{file['path']}")
        assert (status, len(body)) == (200, file["bytes"]), file["path"]
        assert headers["content-type"].split(";")[0] == file["type"], file["path"]
    for path, media_type in [
        ("/", "text/html; charset=utf-8"),
        ("/en/", "text/html; charset=utf-8"),
        ("/ja/registrations/ss-2026-000001.html", "text/html; charset=utf-8"),
        ("/registrations/ss-2026-000001.json", "application/json"),
        ("/registrations/ss-2026-000001.jsonld", "application/ld+json"),
        ("/.well-known/starseal.json", "application/json"),
        ("/site.css", "text/css; charset=utf-8"),
        ("/search.js", "text/javascript; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        # The address that the trust list names.
        ("/status", "application/statuslist+cwt"),
    ]:
        status, headers, _ = server.ask(path)
        assert (status, headers["content-type"]) == (200, media_type), path
        assert headers["cache-control"].startswith("public, max-age=300"), path
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert headers["x-content-type-options"] == "nosniff", path
    assert server.ask("/status")[2] == (registry.root / "lists" / "status.cwt").read_bytes()
    for path in ["/no-such-page", "/en/registrations/none.html", "/../registry/keys/label-key.pem", "/nginx.conf"]:
        assert server.ask(path)[0] in (400, 404), path


def test_nginx_answers_by_tag_and_compresses_what_is_worth_it(server, registry):
    for path in ["/.well-known/starseal.json", "/bundles/phone.bundle", "/en/"]:
        status, headers, _ = server.ask(path)
        assert server.ask(path, If_None_Match=headers["etag"])[0] == 304, path
    status, headers, body = server.ask("/registrations.json", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip" and "accept-encoding" in headers["vary"].lower()
    assert gzip.decompress(body) == (registry.root / "registrations.json").read_bytes()
    assert "content-encoding" not in server.ask("/bundles/full.bundle", Accept_Encoding="gzip")[1]
    whole = (registry.root / "bundles" / "full.bundle").read_bytes()
    status, headers, body = server.ask("/bundles/full.bundle", Range="bytes=10-19")
    assert (status, body) == (206, whole[10:20])


def test_every_address_below_the_prefix_shows_one_page_and_is_not_logged(server, registry):
    page = (registry.root / "label" / "index.html").read_bytes()
    for path in ["", "SS-2026-000001", "I2W0123456789ABCDEF$*-.:", "I2W012/01/04569951110016", "a/b/c?d=e"]:
        status, headers, body = server.ask(f"{PREFIX}SECRET-{path}")
        assert (status, body) == (200, page), path
        assert headers["content-type"] == "text/html; charset=utf-8"
        assert headers["referrer-policy"] == "no-referrer"
    assert server.ask("/en/?LOGGED")[0] == 200
    logged = server.logged()
    assert "LOGGED" in logged and "SECRET" not in logged


def test_the_feed_and_the_sitemap_are_xml_with_real_addresses(registry, descriptor):
    address, atom = descriptor["address"], "{http://www.w3.org/2005/Atom}"
    feed = xml.parse(registry.root / "feed.atom").getroot()
    entries = feed.findall(f"{atom}entry")
    assert len(entries) == 100 and "Ab.1/x" not in entries[0].find(f"{atom}title").text
    assert "SS-2026-REVOKED" in entries[0].find(f"{atom}title").text
    assert len({entry.find(f"{atom}id").text for entry in entries}) == 100
    linked = [link.get("href") for entry in entries for link in entry.findall(f"{atom}link")]
    places = xml.parse(registry.root / "sitemap.xml").getroot()
    placed = [place.text for place in places.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    assert len(placed) == 2 * (255 + 1)
    for link in [*linked, *placed]:
        path = link.removeprefix(address)
        assert (registry.root / (f"{path}index.html" if path.endswith("/") else path)).is_file(), link


def contexts(url: str, _options) -> dict:
    """Stands for the contexts that credentials name, with the terms that ours use."""
    core = "https://test.uncefact.org/vocabulary/untp/core/working/"
    dcc = "https://test.uncefact.org/vocabulary/untp/dcc/working/"
    of_core = "ConformityScheme ConformityAssessment Endorsement Attestation Declaration ProductVerification Standard"
    own = {
        "https://www.w3.org/ns/credentials/v2": {
            "id": "@id",
            "type": "@type",
            "VerifiableCredential": "https://www.w3.org/2018/credentials#VerifiableCredential",
            "credentialSubject": {"@id": "https://www.w3.org/2018/credentials#credentialSubject", "@type": "@id"},
            "issuer": {"@id": "https://www.w3.org/2018/credentials#issuer", "@type": "@id"},
            "validFrom": "https://www.w3.org/2018/credentials#validFrom",
            "validUntil": "https://www.w3.org/2018/credentials#validUntil",
        },
        dcc: {
            "name": "https://schema.org/name",
            "description": "https://schema.org/description",
            "DigitalConformityCredential": f"{dcc}DigitalConformityCredential",
            "ConformityAttestation": f"{dcc}ConformityAttestation",
            "CredentialIssuer": f"{core}CredentialIssuer",
        }
        | {term: f"{core}{term}" for term in of_core.split()}
        | {
            term: f"{core}{term}"
            for term in (
                "assessorLevel assessmentLevel attestationType issuedToParty authorisation issuingAuthority scope "
                "version owner assessment assessmentDate conformityTopic conformance assessedProduct product "
                "IDverifiedByCAB referenceStandard issuingParty auditor"
            ).split()
        },
        "https://schema.org": {"@vocab": "https://schema.org/", "url": {"@id": "https://schema.org/url"}},
    }
    return {"contextUrl": None, "documentUrl": url, "document": {"@context": own[url]}}


def keys(value, found: set[str]) -> set[str]:
    if isinstance(value, list):
        for one in value:
            keys(one, found)
    elif isinstance(value, dict):
        for name, inside in value.items():
            if name != "@context":
                found.add(name)
                keys(inside, found)
    return found


def test_credentials_expand_to_the_terms_of_untp_and_schema_org(registry):
    options = {"documentLoader": contexts}
    paths = sorted((registry.root / "registrations").glob("*.jsonld"))
    assert len(paths) == 255
    for path in paths[:20] + [registry.root / "registrations" / "ss-2026-revoked.jsonld"]:
        document = json.loads(path.read_text())
        (expanded,) = jsonld.expand(document, options)
        text = json.dumps(expanded)
        # A term without a meaning would be dropped.
        for term in keys(document, set()) - {"type", "id"}:
            assert f"/{term}\"" in text or f"#{term}\"" in text, (path.name, term)
        assert expanded["@type"][0].endswith("dcc/working/DigitalConformityCredential")
    revoked = document["credentialSubject"]["assessment"][0]
    assert revoked["conformance"] is False and document["validUntil"] == f"{DAYS[0]}T15:00:00Z"


def test_pages_have_what_search_engines_read(registry):
    start = '<script type="application/ld+json">'
    page = (registry.root / "en" / "registrations" / "ss-2026-000001.html").read_text()
    text = page.split(start)[1].split("</script>")[0]
    (expanded,) = jsonld.expand(json.loads(text), {"documentLoader": contexts})
    assert expanded["@type"] == ["https://schema.org/Certification"]
    (identification,) = expanded["https://schema.org/certificationIdentification"]
    assert identification == {"@value": "SS-2026-000001"}
    names = {product["https://schema.org/name"][0]["@value"] for product in expanded["https://schema.org/about"]}
    assert "<script>alert(1)</script>" in names and len(names) == 6


def test_pages_are_valid_html(registry):
    folder = node_folder()
    jar = folder / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    pages = [path for path in registry.root.rglob("*.html") if path.parent.name != "registrations"]
    pages += sorted((registry.root / "en" / "registrations").glob("*.html"))[:8]
    pages += sorted((registry.root / "ja" / "registrations").glob("ss-2026-*[a-z1].html"))
    pages += [registry.root / "site.css"]
    done = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--also-check-css", "--format", "gnu", *pages],
        capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def test_pages_are_accessible_in_a_browser(server):
    browser = shutil.which("chromium")
    assert browser, "chromium is missing; install it"
    pictures = os.environ.get("STARSEAL_PICTURES")
    script, folder = Path(__file__).parent / "site" / "check.mjs", node_folder()
    # A module finds packages beside itself only.
    local = folder / script.name
    if local != script:
        shutil.copy(script, local)
    command = ["node", local, server.address, browser] + ([pictures] if pictures else [])
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def node_folder() -> Path:
    """Returns the folder with the packages of `site/package.json`."""
    folder = Path(os.environ.get("STARSEAL_SITE_TOOLS", Path(__file__).parent / "site"))
    if not (folder / "node_modules").is_dir():
        pytest.fail(f"{folder} has no node_modules; run npm ci in it", pytrace=False)
    return folder
