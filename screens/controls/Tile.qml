import QtQuick
import "../theme"

// One service item on the home page: icon, name, note. A closed one says why, and can still be touched. A low tile
// has its icon beside the words, and says only as much as it has room for.
Touchable {
    id: tile

    property string iconName: ""
    property string note: ""
    property string department: ""
    property string closed: ""
    property bool wide: false
    readonly property real lines: Theme.heading * 3 + Theme.small * 1.5 // two of the name, one of the note
    readonly property bool beside: wide || height < lines + Theme.mm(27 + 3 + 12)
    readonly property bool tight: beside && !wide && height < Theme.mm(64)
    readonly property color mark: closed === "" ? Theme.primary : Theme.shape

    implicitHeight: words.height + Theme.mm(12)
    Accessible.name: [text, note, closed].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Theme.radius
        color: tile.down ? Theme.cardPressed : tile.closed === "" ? Theme.card : Theme.paper
        border.color: tile.down ? Theme.primary : Theme.outline
        border.width: Theme.line
    }
    contentItem: Item {
        id: body

        readonly property real padding: Theme.mm(tile.beside && !tile.wide ? 5 : 7)
        readonly property real room: (tile.beside ? height : height - shape.height - Theme.mm(3)) - Theme.mm(tile.beside ? 3 : 12)

        Rectangle {
            id: shape

            x: body.padding
            y: tile.beside ? (body.height - height) / 2 : (body.height - height - Theme.mm(3) - words.height) / 2
            width: Math.min(Theme.mm(tile.wide ? 40 : 27), body.height * (tile.beside ? 0.42 : 1))
            height: width
            radius: Theme.radius * 1.5
            color: tile.closed === "" ? Theme.tint : Theme.disabled

            Icon {
                anchors.centerIn: parent
                name: tile.iconName
                size: shape.width * 0.62
                tint: tile.mark
            }
        }
        Column {
            id: words

            x: body.padding + (tile.beside ? shape.width + Theme.mm(tile.wide ? 9 : 4) : 0)
            y: tile.beside ? (body.height - height) / 2 : shape.y + shape.height + Theme.mm(3)
            width: body.width - x - body.padding - (tile.wide ? arrow.width + Theme.mm(3) : 0)
            spacing: Theme.mm(1)

            Words {
                id: title

                width: parent.width
                text: tile.text
                size: tile.wide && !Theme.elder ? Theme.heading * 1.15 : tile.tight ? Theme.body : Theme.heading
                lineHeight: tile.tight ? 0.9 : 1.04
                font.weight: Theme.strong
                color: tile.closed === "" ? Theme.ink : Theme.inkSecondary
                Accessible.ignored: true
            }
            Words {
                visible: text !== "" && tile.closed === "" && title.height + words.spacing + note.height <= body.room
                width: parent.width
                text: tile.note
                size: note.size
                color: Theme.inkSecondary
                Accessible.ignored: true
            }
            Words {
                visible: text !== "" && tile.wide && tile.closed === "" && !Theme.elder
                width: parent.width
                text: tile.department
                size: Theme.small
                color: Theme.inkSecondary
                Accessible.ignored: true
            }
            Row {
                visible: tile.closed !== ""
                width: parent.width
                spacing: Theme.mm(2)

                Icon {
                    id: lock

                    name: "warning-circle"
                    size: Theme.small * 1.3
                    tint: Theme.caution
                }
                Words {
                    width: parent.width - lock.width - parent.spacing
                    text: title.height + words.spacing + reason.height <= body.room ? tile.closed : qsTr("暂停办理")
                    size: Theme.small
                    lineHeight: reason.lineHeight
                    color: Theme.caution
                    Accessible.ignored: true
                }
            }
        }
        Words { // how high the note would be
            id: note

            visible: false
            width: words.width
            text: tile.note
            size: tile.wide ? Theme.body : Theme.small
        }
        Words { // and the reason
            id: reason

            visible: false
            width: words.width - lock.width - Theme.mm(2)
            text: tile.closed
            size: Theme.small
            lineHeight: tile.beside ? 0.95 : 1.04
        }
        Icon {
            id: arrow

            visible: tile.wide
            anchors.right: parent.right
            anchors.rightMargin: body.padding
            anchors.verticalCenter: parent.verticalCenter
            name: "caret-right"
            size: Theme.mm(10)
            tint: tile.mark
        }
    }
}
