import QtQuick
import "../theme"

// What is not right with one field, in words and with a sign.
Row {
    id: line

    property string text: ""
    property real room: width // how wide it may become where its own width follows the words

    visible: text !== ""
    spacing: Theme.mm(2.5)
    Accessible.role: Accessible.AlertMessage
    Accessible.name: text

    Icon {
        id: sign

        y: (Theme.body * 1.5 - height) / 2
        size: Theme.mm(9)
        name: "warning-circle"
        tint: Theme.danger
    }
    Words {
        width: Math.min(implicitWidth, line.room - sign.width - line.spacing)
        text: line.text
        color: Theme.danger
        font.weight: Theme.strong
        Accessible.ignored: true
    }
}
