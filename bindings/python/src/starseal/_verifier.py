"""The verifier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from . import _raw as raw
from ._authority import Authority, ListOutcome, Update, authority, list_outcome, update
from ._crossing import When, bytes_of, seconds_of, text_of, when_of
from ._errors import converted
from ._image import ImageVerdicts, image_verdicts, luma_of, rgba_of
from ._policy import Policy, policy, raw_policy
from ._verdict import Verdict, verdict

if TYPE_CHECKING:
    from typing_extensions import Buffer, Self

    from ._image import Array
    from ._restored import Restored


class Verifier:
    """Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.

    A list older than the one held is refused. To keep the lists across a restart, use `export_state` and `restored`.

    Any number of threads may check and update at the same time. A check uses the lists held when it starts. An update
    changes a copy, so checks never wait for it. All calls let other Python threads run.

    `now`, the time at which a list is received, is a `datetime` with a time zone, by default the present. Lists and
    images are `bytes` or any other object with the buffer protocol. A verifier is freed with its last reference;
    `with Verifier(anchor) as verifier:` frees it at the end of the block.
    """

    def __init__(self, anchor: Buffer) -> None:
        """Makes a verifier that trusts this list, or the newest of a chain of trust lists. The list is the anchor: it
        decides which authority is trusted.

        Raises `TrustListError` if a list is damaged, or may not follow the one before it.
        """
        self._handle: raw.Verifier | None = None
        with converted():
            self._handle = raw.Verifier(bytes_of(anchor))

    @classmethod
    def restored(cls, anchor: Buffer, state: Buffer) -> Restored:
        """Makes a verifier that trusts this list, and restores a state that `export_state` returned:

        ```python
        verifier, lists = Verifier.restored(anchor, state)
        ```

        For several authorities, call the constructor, then `add_authority` for each further one, then `restore`.

        Raises `TrustListError` as the constructor does. Raises `StateError` if the state is incomplete or altered, or
        has an unsupported version; in that case, start from the anchor alone and inform the user.
        """
        # Imported here because that module imports this one.
        from ._restored import Restored

        verifier = cls(anchor)
        return Restored(verifier, verifier.restore(state))

    def add_authority(self, anchor: Buffer) -> None:
        """Adds another authority by its trust list, or by the newest of a chain of trust lists. The list is an anchor
        too.

        Raises `TrustListError` as the constructor does, and with `trust-list-conflict` if the authority is trusted
        already, or if a key or a prefix belongs to another authority. On an error, nothing changes.
        """
        with converted():
            self._open().add_authority(bytes_of(anchor))

    def update_trust(self, lists: Buffer, now: datetime | None = None) -> Update:
        """Updates an authority's trust list to the next one, or through a chain of them.

        Raises `TrustListError` for the first list that is refused. The lists before it are kept.
        """
        with converted():
            return update(self._open().update_trust(bytes_of(lists), seconds_of(now)))

    def update_status(self, status_list: Buffer, now: datetime | None = None) -> Update:
        """Updates an issuer's status list.

        Raises `StatusListError` if the list is refused. On an error, nothing changes.
        """
        with converted():
            return update(self._open().update_status(bytes_of(status_list), seconds_of(now)))

    def update_object(self, status_object: Buffer) -> Update:
        """Takes an object of a status list: its in-force object, its past object, its witness directory, or a witness
        range. The list comes before its objects, and the directory before its ranges. A bundle brings them together.

        Raises `StatusListError` if the object is refused. On an error, nothing changes.
        """
        with converted():
            return update(self._open().update_object(bytes_of(status_object)))

    def apply(self, bundle: Buffer, now: datetime | None = None) -> tuple[ListOutcome, ...]:
        """Applies the lists and objects of a bundle, each as if it had been received alone. Returns the outcome for
        each: trust lists first, then status lists, then their objects. Those after a refused one are still applied.

        Raises `BundleError` if the container cannot be read. On an error, nothing changes.
        """
        with converted():
            return tuple(map(list_outcome, self._open().apply(bytes_of(bundle), seconds_of(now))))

    def export_state(self) -> bytes:
        """Exports the lists that the verifier holds, to be stored for the next start.

        Write them to another file first and rename that file, so that a crash leaves the old state or the new one.
        Store the file where no other user can write. If an older state is put back, the verifier loses all later
        updates, as if the state had been deleted.
        """
        return self._open().export_state()

    def restore(self, state: Buffer) -> tuple[ListOutcome, ...]:
        """Restores a state that `export_state` returned. Every signature is verified again, from this verifier's own
        anchors, so a state brings nothing that an update could not bring. Returns the outcome for each list, trust
        lists first. Report a `ListRefused` with the code `equivocation` to the user.

        Raises `StateError` if the state is incomplete or altered, or has an unsupported version. On an error, nothing
        changes: the verifier holds its anchors alone, and the program should tell the user.
        """
        with converted():
            return tuple(map(list_outcome, self._open().restore(bytes_of(state))))

    @property
    def policy(self) -> Policy:
        """The policy that checks apply. A new one applies to the checks that start later.

        Setting it raises `BadValueError` for a level of 0 or a criteria text that no dictionary can cite. On an error,
        nothing changes.
        """
        return policy(self._open().policy())

    @policy.setter
    def policy(self, asked: Policy) -> None:
        with converted():
            self._open().set_policy(raw_policy(asked))

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """The authorities, with the dates of their lists and the addresses of the next ones, in the order of the
        anchors."""
        return tuple(map(authority, self._open().authorities()))

    def check(self, text: str, at: When | None = None) -> Verdict:
        """Checks a carrier. Every text has a verdict.

        `at` is the time for which the label is checked, by default the present. A `datetime` with a time zone is an
        instant; a `date` is a day in the scheme's own time zone, such as the day of supply. The verdict for a day is
        based on the history in the status list held. If the history does not reach back to that day, the verdict is
        `status-unknown`.

        Raises `BadValueError` for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
        """
        with converted():
            return verdict(self._open().check(text_of(text), when_of(at)))

    def check_typed(self, text: str, at: When | None = None) -> Verdict:
        """Checks a carrier that a keyboard typed: that of a keyboard-wedge scanner, or of a person (R-12).

        What another keyboard layout, caps lock or a Japanese input method did to the text is undone, where that is
        exact. Do not use it for text from a camera.

        Raises `BadValueError` for a day that no label can claim.
        """
        with converted():
            return verdict(self._open().check_typed(text_of(text), when_of(at)))

    def check_many(self, texts: Iterable[str], at: When | None = None) -> list[Verdict]:
        """Checks many carriers for one time, on all cores, against the lists held when the call starts. The verdicts
        are in the order of the texts.

        Raises `BadValueError` for a day that no label can claim.
        """
        crossing = []
        for number, text in enumerate(texts):
            if not isinstance(text, str):
                raise TypeError(f"a text is a str, not {type(text).__name__}: texts[{number}]")
            crossing.append(text_of(text))
        with converted():
            return [verdict(one) for one in self._open().check_many(crossing, when_of(at))]

    def check_image(
        self,
        luma: Buffer | Array,
        *,
        width: int | None = None,
        height: int | None = None,
        row_stride: int | None = None,
        at: When | None = None,
    ) -> ImageVerdicts:
        """Checks every label in a photograph. The search is thorough; a large photograph may take seconds. Use
        `FrameScanner` for the frames of a camera.

        `luma` has one byte per pixel, where 0 is black. It is an array of two dimensions, rows first, such as a numpy
        array of `uint8`; or bytes in one dimension with `width`, `height` and, if rows are padded, `row_stride`. The
        bytes may end after the last pixel, after the padding of the last row, or anywhere between. `at` is as for
        `check`.

        Raises `ImageError` if the bytes are not such an image, including if there are too many, or if the image has
        more than 50,331,648 pixels or 16,384 on a side. Raises `BadValueError` for a day that no label can claim.
        """
        with converted():
            image = luma_of(luma, width, height, row_stride)
            return image_verdicts(self._open().check_image(*image, when_of(at)))

    def check_color_image(
        self,
        rgba: Buffer,
        *,
        width: int,
        height: int,
        row_stride: int | None = None,
        at: When | None = None,
    ) -> ImageVerdicts:
        """Checks every label in a picture in color, also where it differs from its ground in hue or in transparency
        only.

        `rgba` has four bytes per pixel, red, green, blue and opacity, the colors not multiplied by the opacity: with
        Pillow, `image.convert("RGBA").tobytes()`. If rows are padded, `row_stride` is the number of bytes from one to
        the next. `at` is as for `check`.

        Raises `ImageError` and `BadValueError` as `check_image` does.
        """
        with converted():
            image = rgba_of(rgba, width, height, row_stride)
            return image_verdicts(self._open().check_color_image(*image, when_of(at)))

    def close(self) -> None:
        """Frees the verifier as soon as the calls in progress have ended. Verdicts stay valid."""
        self._handle = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        # A copied handle would be freed twice.
        raise TypeError("a Verifier cannot be copied or pickled: make another one from its anchor and exported state")

    def _open(self) -> raw.Verifier:
        handle = self._handle
        if handle is None:
            raise ValueError("the Verifier is closed")
        return handle
