import QtQuick
import "../theme"

// One station of a case on its line: done, here, or still ahead; shape and word say it, not the colour alone.
Item {
    id: row

    property string name: ""
    property string mark: "ahead" // done, now, ahead
    property string when: ""
    property string note: ""
    property bool first: false
    property bool last: false
    readonly property real dot: Theme.mm(10)

    implicitHeight: words.height + Theme.mm(6)
    Accessible.role: Accessible.StaticText
    Accessible.name: [name, when, note].filter(part => part !== "").join(", ")

    Rectangle {
        x: Theme.mm(6) + (row.dot - width) / 2
        y: row.first ? shape.y : 0
        width: Theme.mm(1)
        height: (row.last ? shape.y + row.dot / 2 : row.height + Theme.gap) - y
        color: Theme.outline
    }
    Rectangle {
        id: shape

        x: Theme.mm(6)
        y: Theme.mm(2)
        width: row.dot
        height: row.dot
        radius: row.dot / 2
        color: row.mark === "ahead" ? Theme.paper : row.mark === "now" ? Theme.card : Theme.primary
        border.width: row.mark === "now" ? 3 * Theme.line : Theme.line
        border.color: row.mark === "ahead" ? Theme.shape : Theme.primary

        Icon {
            anchors.centerIn: parent
            visible: row.mark === "done"
            name: "check"
            size: row.dot * 0.7
            tint: Theme.inkOnPrimary
        }
        Rectangle {
            anchors.centerIn: parent
            visible: row.mark === "now"
            width: row.dot * 0.4
            height: width
            radius: width / 2
            color: Theme.primary
        }
    }
    Column {
        id: words

        x: shape.x + row.dot + Theme.mm(5)
        width: parent.width - x

        Words {
            width: parent.width
            text: row.name
            font.weight: row.mark === "ahead" ? Theme.regular : Theme.strong
            color: row.mark === "ahead" ? Theme.inkSecondary : Theme.ink
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: row.when
            size: Theme.small
            color: Theme.inkSecondary
            Accessible.ignored: true
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: row.note
            size: Theme.small
            Accessible.ignored: true
        }
    }
}
