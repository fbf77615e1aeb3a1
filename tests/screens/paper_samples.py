"""The papers of a case, as samples for the gallery and the measures."""

from typing import Any

from kiosk import words
from kiosk.journeys.materials import CONSENT
from screens.page import Page, Trail
from screens.pages.choose import Choose
from screens.pages.materials import Line, Materials, ToCorrect
from screens.pages.parts import Choice
from screens.text import Text

LINES = (
    Line(
        "id-card",
        Text("居民身份证", "Identity card"),
        Text("免提交：现场读取身份信息", "Nothing to hand in: read on the spot"),
        done=True,
        fixed=True,
    ),
    Line(
        "photo",
        Text("本人近期相片", "Recent photograph"),
        Text("已拍 1 页", "1 page"),
        done=True,
    ),
    Line(
        "proof",
        Text("居住、就业或者就读证明", "Proof of residence, work or study"),
        Text("还没有交", "Still open"),
    ),
    Line(
        "work",
        Text("劳动合同或者单位证明", "Employment contract or statement of the employer"),
        Text("容缺，受理后 10 个工作日内补交", "To follow within 10 working days"),
        done=True,
    ),
)


def paper_samples(trail: Trail) -> dict[str, tuple[Page[Any], Trail]]:
    """Each page with its place among the steps, by name."""
    found = Text("不动产权证书 3A****91C2", "Property certificate 3A****91C2")
    ways = (
        Choice("licence", words.BY_LICENCE, found, "identification-card"),
        Choice("held", words.BY_HELD, None, "books", words.WAY_NOTHING_FOUND),
        Choice("scan", words.BY_SCAN, words.BY_SCAN_NOTE, "camera"),
        Choice("later", words.LATER, words.filled(words.LATER_NOTE, days="10"), "clock"),
    )
    asked = words.filled(words.LOOK_UP_BODY, item="居住证首次申领", item_en="First residence permit")
    defects = tuple(
        Line(
            f"defect-{number}",
            Text(f"{number}. {name.zh}", f"{number}. {name.en}"),
            Text(
                "这份电子证照或者以前交的材料现在用不了。请扫描提交这份材料",
                "This e-licence cannot be used any more. Please scan this paper and hand it in",
            ),
            done=True,
            fixed=True,
        )
        for number, name in enumerate((LINES[1].name, LINES[2].name, LINES[3].name), 1)
    )
    return {
        "to-correct": (
            ToCorrect(words.TO_CORRECT, defects, words.TO_CORRECT_ALL, "warning-circle", words.GO_ON),
            trail,
        ),
        "materials": (Materials(words.MATERIALS, LINES, words.MATERIALS_HOW), trail),
        "material-ways": (Choose(LINES[2].name, ways, words.MATERIAL_WAYS), trail),
        "look-up-consent": (Choose(words.LOOK_UP, CONSENT, asked), trail),
    }
