"""What was confirmed goes into the post room; only then is it called received (P1)."""

from collections.abc import Awaitable, Callable, Sequence

from kiosk import words
from kiosk.post import Letter, NotStored
from kiosk.visit import Visit
from screens.page import Leave
from screens.pages.notice import Notice
from screens.pages.parts import Choice


async def accept(visit: Visit, letters: Sequence[Letter], then: Callable[[], Awaitable[None]]) -> None:
    """Seals and stores `letters`, all or none; `then` still belongs to what the page calls work.

    A failure to store leaves the draft as it was and asks again. Raises Leave when the citizen gives up.
    """
    terminal = visit.terminal
    while True:
        try:
            async with visit.work(words.SAVING, words.NOTHING_LOST) as live:
                await terminal.post.accept_together(letters)
                live.set(message=words.SAVED)
                await then()
        except NotStored:
            pass  # logged by the post; the draft is as it was
        else:
            return
        phone = terminal.settings.terminal.phone
        again = Notice(
            title=words.NOT_SAVED,
            body=words.NOT_SAVED_BODY,
            next=words.filled(words.NOT_SAVED_NEXT, phone=phone),
            actions=(Choice("again", words.AGAIN), Choice("leave", words.LEAVE)),
            tone="problem",
        )
        if await visit.ask(again) == "leave":
            raise Leave
