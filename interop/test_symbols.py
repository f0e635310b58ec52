"""Tests that other QR readers read our symbols, and that the texts they read are judged as the vectors expect."""

from datetime import datetime

import pytest
from judge.verifier import Verifier
from readers import drawn, with_zbar, with_zxing
from vectors import BY_NAME, FOLDER, name_of, of_kind, trust_bytes

IMAGES = of_kind("image")
ISSUED = [
    "camera",
    "gs1-router",
    "router-with-every-claim",
    "camera-with-required-claims-only",
    "gtins-four",
    "holder-of-128-bytes",
]


def is_label(text: str) -> bool:
    return any(segment.startswith(("I2W", "0oR")) for segment in text.split("/"))


@pytest.mark.parametrize("vector", IMAGES, ids=name_of)
def test_two_readers_agree_on_an_image(vector, zbarimg):
    picture = FOLDER / vector["input"]["image"]
    found = with_zxing(picture)
    assert found == with_zbar(zbarimg, picture)
    assert len(list(filter(is_label, found))) == vector["input"]["labels"]
    carriers = [each["forms"]["carrier"] for each in vector.get("each", [vector]) if "carrier" in each["forms"]]
    assert set(carriers) <= set(found)


@pytest.mark.parametrize("vector", IMAGES, ids=name_of)
def test_texts_read_from_an_image_are_judged_as_expected(vector):
    verifier = Verifier(trust_bytes(vector["trust"]))
    now = int(datetime.fromisoformat(vector["now"]).timestamp())
    texts = filter(is_label, with_zxing(FOLDER / vector["input"]["image"]))
    verdicts = [verifier.check(text, False, now, None) for text in texts]
    expected = vector.get("each", [vector]) if vector["expect"] != "no-label" else []
    assert sorted((v.code, str(v.reasons), str(v.label)) for v in verdicts) == sorted(
        (e["expect"], str(e["reasons"]), str(e["label"])) for e in expected
    )


@pytest.mark.parametrize("name", ISSUED)
def test_issued_files_hold_one_text(starseal, zbarimg, tmp_path, name):
    vector = BY_NAME[name]
    files = starseal.issue(vector, tmp_path)
    by_suffix = {path.suffix: path for path in files}
    assert sorted(by_suffix) == [".json", ".png", ".svg", ".txt"] and len(files) == 4
    text = by_suffix[".txt"].read_text().strip()
    assert text == vector["forms"]["carrier"]
    assert with_zxing(by_suffix[".png"]) == [text]
    assert with_zbar(zbarimg, by_suffix[".png"]) == [text]
    picture = drawn(by_suffix[".svg"])
    assert with_zxing(picture) == [text]
    assert with_zbar(zbarimg, picture) == [text]
    assert text in by_suffix[".json"].read_text()


@pytest.mark.parametrize("vector", IMAGES, ids=name_of)
def test_starseal_reads_an_image(starseal, vector):
    code, verdicts = starseal.verify(FOLDER / vector["input"]["image"], trust=vector["trust"], now=vector["now"])
    if vector["expect"] == "no-label":
        assert (code, [v["code"] for v in verdicts]) == (3, ["no-label"])
        return
    expected = vector.get("each", [vector])
    assert sorted((v["code"], v["reasons"]) for v in verdicts) == sorted((e["expect"], e["reasons"]) for e in expected)
    assert code == (0 if all(e["expect"] == "active" for e in expected) else 1)
