"""The verifier."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from types import TracebackType
from typing import TYPE_CHECKING, NoReturn

from . import _raw as raw
from ._crossing import bytes_of, days_of, seconds_of, text_of
from ._errors import refusals
from ._held import Authority, ListOutcome, Update, authority, list_outcome, update
from ._image import ImageVerdicts, image_verdicts, luma_of
from ._policy import Policy, policy, raw_policy
from ._verdict import Verdict, verdict

if TYPE_CHECKING:
    from typing_extensions import Buffer, Self

    from ._image import Array


class Verifier:
    """Checks labels offline, against the trust lists of one or more authorities and the status lists of their issuers.

    What it holds only ever rises: a list older than the one held is refused, and what it learned survives a restart by
    `export_state` and `restored`.

    Any number of threads may check and update at once. A check uses what was held when it started; an update is made
    beside the checks, which never wait for it. All of them let other threads of Python run meanwhile.

    `now` is a datetime with a time zone, by default this moment. Lists and images are `bytes` or anything else with
    the buffer protocol. A verifier is freed with its last reference; `with Verifier(anchor) as verifier:` frees it at
    the end of the block.
    """

    def __init__(self, anchor: Buffer) -> None:
        """A verifier that believes this trust list, or the newest of a chain of them. Whoever ships the list decides
        whom to believe: it is the anchor.

        Raises `TrustListError`, where a list is not whole or may not follow.
        """
        self._handle: raw.Verifier | None = None
        with refusals():
            self._handle = raw.Verifier(bytes_of(anchor))

    @classmethod
    def restored(cls, anchor: Buffer, state: Buffer) -> Self:
        """A verifier that believes this trust list, and learns again what was stored.

        Raises `TrustListError` as the constructor does; `StateError`, where the state was torn or altered, or is of
        another version: then start from the anchor alone, and say so.
        """
        verifier = cls.__new__(cls)
        verifier._handle = None
        with refusals():
            verifier._handle = raw.Verifier.restored(bytes_of(anchor), bytes_of(state))
        return verifier

    def add_authority(self, anchor: Buffer) -> None:
        """Believes another authority's trust list as well, or the newest of a chain: an anchor of its own.

        Raises `TrustListError`: as the constructor does, and `trust-list-conflict` where the authority is there
        already, or where a key or a prefix stands under two of them. Then nothing has changed.
        """
        with refusals():
            self._open().add_authority(bytes_of(anchor))

    def update_trust(self, lists: Buffer, now: datetime | None = None) -> Update:
        """Takes an authority's next trust list, or a chain of them.

        Raises `TrustListError`, the first fault. The lists before it are held: each stands for itself.
        """
        with refusals():
            return update(self._open().update_trust(bytes_of(lists), seconds_of(now)))

    def update_status(self, status_list: Buffer, now: datetime | None = None) -> Update:
        """Takes an issuer's next status list.

        Raises `StatusListError`. Then nothing has changed.
        """
        with refusals():
            return update(self._open().update_status(bytes_of(status_list), seconds_of(now)))

    def apply(self, bundle: Buffer, now: datetime | None = None) -> tuple[ListOutcome, ...]:
        """Takes the lists of a bundle, each as if it had come by itself; one that is refused does not keep out the
        next.

        Raises `BundleError`, where the container cannot be read. Then nothing has changed.
        """
        with refusals():
            return tuple(map(list_outcome, self._open().apply(bytes_of(bundle), seconds_of(now))))

    def export_state(self) -> bytes:
        """What it has learned, to be stored over a restart.

        Write it to another file first and rename that, so that a crash leaves the old state or the new one. Keep it
        where nobody else can write: whoever puts back an older state that is intact makes this verifier forget what
        came since, exactly as if the state had been deleted.
        """
        return self._open().export_state()

    def restore(self, state: Buffer) -> tuple[ListOutcome, ...]:
        """Learns again what was stored. Every signature is verified again, from this verifier's own anchors, so a
        state can bring nothing that could not have come by an update; and it only ever raises what is held.

        Raises `StateError`, where the state was torn or altered, or is of another version. Then nothing has changed;
        the verifier knows its anchors and no more, and the host should say so.
        """
        with refusals():
            return tuple(map(list_outcome, self._open().restore(bytes_of(state))))

    @property
    def policy(self) -> Policy:
        """What it asks of labels. Another one is asked of labels from then on.

        Setting it raises `BadValueError`, for a level of 0 or a criteria text that no dictionary can cite. Then
        nothing has changed.
        """
        return policy(self._open().policy())

    @policy.setter
    def policy(self, asked: Policy) -> None:
        with refusals():
            self._open().set_policy(raw_policy(asked))

    @property
    def authorities(self) -> tuple[Authority, ...]:
        """Whose lists it holds, of when, and where the next ones are, in the order of the anchors."""
        return tuple(map(authority, self._open().authorities()))

    def check(self, text: str, now: datetime | None = None) -> Verdict:
        """Judges a carrier as of now. Every text has a verdict."""
        return verdict(self._open().check(text_of(text), seconds_of(now)))

    def check_as_of(self, text: str, day: date, now: datetime | None = None) -> Verdict:
        """Judges a carrier as of another day: "was it good on the day of supply?" The answer comes from the history
        in the status list held; where that does not reach back, it is `status-unknown`.

        Raises `BadValueError`, for a day that no label can claim: before 2010-01-01 or after 2149-06-06.
        """
        with refusals():
            return verdict(self._open().check_as_of(text_of(text), days_of(day), seconds_of(now)))

    def verify_many(self, texts: Iterable[str], now: datetime | None = None) -> list[Verdict]:
        """Judges many carriers as of now, on all cores, against one and the same state of knowledge. The verdicts
        stand in the order of the texts."""
        crossing = [text_of(text) for text in texts]
        return [verdict(one) for one in self._open().check_many(crossing, seconds_of(now))]

    def check_image(
        self,
        luma: Buffer | Array,
        *,
        width: int | None = None,
        height: int | None = None,
        row_stride: int | None = None,
        now: datetime | None = None,
    ) -> ImageVerdicts:
        """Judges every label in a photograph as of now, as thoroughly as it can: a large one may take seconds. For the
        frames of a camera there is `FrameScanner`.

        `luma` is one byte a pixel, 0 black: an array of two dimensions, such as numpy's of `uint8`, rows first; or
        bytes in a row with `width`, `height` and, where rows start further apart than that, `row_stride`. The last
        row may end after its pixels.

        Raises `ImageError`, for bytes that are not such an image, or for one above 64 megapixels or 16,384 pixels a
        side.
        """
        with refusals():
            image = luma_of(luma, width, height, row_stride)
            return image_verdicts(self._open().check_image(*image, seconds_of(now)))

    def check_image_as_of(
        self,
        luma: Buffer | Array,
        day: date,
        *,
        width: int | None = None,
        height: int | None = None,
        row_stride: int | None = None,
        now: datetime | None = None,
    ) -> ImageVerdicts:
        """Judges every label in a photograph as of another day, as `check_as_of` does.

        Raises `ImageError` as `check_image` does, `BadValueError` as `check_as_of` does.
        """
        with refusals():
            image = luma_of(luma, width, height, row_stride)
            return image_verdicts(self._open().check_image_as_of(*image, days_of(day), seconds_of(now)))

    def close(self) -> None:
        """Frees what it holds, when what is under way has ended. Verdicts stay as they are."""
        self._handle = None

    def __enter__(self) -> Self:
        self._open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        # A copy of the handle would free it twice.
        raise TypeError("a Verifier is not copied or pickled: make another one from its anchor and its exported state")

    def _open(self) -> raw.Verifier:
        handle = self._handle
        if handle is None:
            raise ValueError("the Verifier is closed")
        return handle
