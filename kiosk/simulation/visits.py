"""Whole visits, as a citizen makes them; the demonstration and the tests live them."""

from drivers.id_card import people
from drivers.id_card.cards import IdCard
from kiosk.simulation.citizen import Citizen
from kiosk.simulation.rig import Rig

APPLICATION = "350511902000"  # 临时救助申请
CERTIFICATE = "352014901000"  # 个人参保证明打印
WAYS = {APPLICATION: ("family", "relief"), CERTIFICATE: ("social", "social-proof")}


async def find(citizen: Citizen, item: str) -> None:
    """From home to the page that `item` stands on: two touches, the third opens its guide."""
    await citizen.sees("Home")
    for step in WAYS[item]:
        await citizen.touches(f"tile:{step}")
        await citizen.sees("Browse", again=True)


async def open_guide(citizen: Citizen, item: str) -> None:
    """From home to the guide of `item`."""
    await find(citizen, item)
    await citizen.touches(f"tile:{item}")
    await citizen.sees("ReadGuide")


async def apply(citizen: Citizen, rig: Rig, card: IdCard = people.RESIDENT) -> str:
    """A visit for 临时救助申请 from home to home; returns the number on the slip."""
    await open_guide(citizen, APPLICATION)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    rig.card.lay(card)
    rig.camera.lay()  # laid early: drawing the invented page takes the glass's thread 0.2 s
    await citizen.sees("FillForm")
    await citizen.fills({"phone": "13800000000", "familySize": "3"})
    await citizen.chooses("illness")
    await citizen.fills({"monthlyIncome": "1200"})
    citizen.keeps_picture("FillForm-filled")
    await citizen.touches("primary")
    await citizen.sees("ScanPage", where=("help", "放好了"))
    await citizen.touches("shutter")
    await citizen.sees("CheckScan")
    await citizen.touches("keep")
    await citizen.sees("Sign")
    await citizen.signs("pad")
    citizen.keeps_picture("Sign-signed")
    await citizen.touches("primary")
    await citizen.sees("Confirm")
    await citizen.touches("primary")
    return await _to_the_end(citizen, rig)


async def certificate(citizen: Citizen, rig: Rig, card: IdCard = people.RESIDENT) -> str:
    """A visit for 个人参保证明打印 from home to home; returns the number on the slip."""
    await open_guide(citizen, CERTIFICATE)
    await citizen.touches("primary")
    await citizen.sees("PresentCard")
    rig.card.lay(card)
    return await _to_the_end(citizen, rig)


async def _to_the_end(citizen: Citizen, rig: Rig) -> str:
    await citizen.sees("TakeSlip")
    number = await citizen.reads("number")
    rig.card.take_away()
    rig.camera.take_away()
    await citizen.touches("primary")
    await citizen.sees("Rate")
    await citizen.touches("level:very_satisfied")
    await citizen.touches("primary")
    await citizen.sees("Farewell")
    await citizen.touches("anywhere")
    return number
