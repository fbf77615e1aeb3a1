import QtQuick
import "../theme"

// A sentence that matters beside the content: a plain-language note, a reason, a warning.
Rectangle {
    id: card

    property string text: ""
    property string heading: ""
    property string tone: "info" // info, caution, problem, success
    readonly property color mark: tone === "caution" ? Theme.caution : tone === "problem" ? Theme.danger
                                : tone === "success" ? Theme.success : Theme.primary

    visible: text !== "" || heading !== ""
    implicitHeight: words.height + 2 * Theme.mm(5)
    radius: Theme.radius
    color: tone === "caution" ? Theme.cautionTint : tone === "problem" ? Theme.dangerTint
         : tone === "success" ? Theme.successTint : Theme.tint
    border.width: Theme.highContrast ? Theme.line : 0
    border.color: mark
    Accessible.role: Accessible.Note
    Accessible.name: heading + " " + text

    Icon {
        id: sign

        x: Theme.mm(6)
        y: Theme.mm(5) + (Theme.body * 1.5 - height) / 2 // in the middle of the first line
        size: Theme.mm(10)
        name: card.tone === "caution" ? "warning" : card.tone === "problem" ? "warning-circle"
            : card.tone === "success" ? "check-circle" : "info"
        tint: card.mark
    }
    Column {
        id: words

        x: sign.x + sign.width + Theme.mm(4)
        y: Theme.mm(5)
        width: parent.width - x - Theme.mm(6)
        spacing: Theme.mm(1)

        Words {
            visible: text !== ""
            width: parent.width
            text: card.heading
            font.weight: Theme.strong
            color: card.mark
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: card.text
            Accessible.ignored: true
        }
    }
}
