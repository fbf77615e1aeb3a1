import QtQuick
import "../theme"

// One entry of a way to a service: icon, name, a line under it, and a reason where it is closed.
Touchable {
    id: row

    property string iconName: ""
    property string note: ""
    property string closed: ""
    property int noteLines: 2
    readonly property real needed: words.height + Theme.mm(4)

    Accessible.name: [text, note, closed].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.cardPressed : row.closed === "" ? Theme.card : Theme.paper
        border.color: row.down ? Theme.primary : Theme.outline
        border.width: Theme.line
    }
    contentItem: Item {
        Icon {
            id: shape

            x: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            name: row.closed === "" ? row.iconName : "warning-circle"
            size: Theme.mm(12)
            tint: row.closed === "" ? Theme.primary : Theme.caution
        }
        Column {
            id: words

            anchors.left: shape.right
            anchors.leftMargin: Theme.mm(4)
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter

            Words {
                width: parent.width
                text: row.text
                lineHeight: 0.9
                font.weight: Theme.strong
                color: row.closed === "" ? Theme.ink : Theme.inkSecondary
                Accessible.ignored: true
            }
            Words {
                visible: text !== ""
                width: parent.width
                text: row.closed === "" ? row.note : row.closed
                size: Theme.small
                lineHeight: 0.95
                color: row.closed === "" ? Theme.inkSecondary : Theme.caution
                maximumLineCount: row.closed === "" ? row.noteLines : 3 // the reason is said in full
                elide: Text.ElideRight
                Accessible.ignored: true
            }
        }
    }
}
