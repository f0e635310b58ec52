"""Shared helpers of the scenarios."""

from itertools import count

from .. import base41, cose
from ..cbor import encode
from ..keys import key
from ..labels import CAMERA, STATUS_INDEX, but

NO_STATUS = ["no-status-published"]


def sealed_until(wanted) -> tuple[dict, cose.Sealed]:
    """Returns the first label like the camera's, by status index, whose Base41 satisfies `wanted`."""
    for index in count(1):
        claims = but(CAMERA, {STATUS_INDEX: index})
        sealed = cose.seal(encode(claims), key("label 1"))
        if wanted(base41.encode(sealed.data)):
            return claims, sealed


def with_all_signs() -> tuple[dict, cose.Sealed]:
    """Returns a label whose Base41 has `$`, `*` and `:`, which URL encoders and keyboards change."""
    return sealed_until(lambda text: all(sign in text for sign in "$*:"))
