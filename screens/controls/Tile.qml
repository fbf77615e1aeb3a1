import QtQuick
import "../theme"

// One service item on the home page: icon, name, note. A closed one says why, and can still be touched.
Touchable {
    id: tile

    property string iconName: ""
    property string note: ""
    property string department: ""
    property string closed: ""
    property bool wide: false
    readonly property bool roomy: wide || height > body.shapeHeight + title.height + 3 * Theme.small + Theme.mm(14)
    readonly property color mark: closed === "" ? Theme.primary : Theme.shape

    implicitHeight: body.height + 2 * Theme.mm(6)
    Accessible.name: [text, note, closed].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Theme.radius
        color: tile.down ? Theme.cardPressed : tile.closed === "" ? Theme.card : Theme.paper
        border.color: tile.down ? Theme.primary : Theme.outline
        border.width: Theme.line
    }
    contentItem: Item {
        Item {
            id: body

            readonly property real padding: Theme.mm(7)
            readonly property real shapeHeight: shape.height

            x: padding
            width: parent.width - 2 * padding
            height: tile.wide ? Math.max(shape.height, words.height) : words.y + words.height
            anchors.verticalCenter: parent.verticalCenter

            Rectangle {
                id: shape

                width: Theme.mm(tile.wide ? 40 : 27)
                height: width
                anchors.verticalCenter: tile.wide ? parent.verticalCenter : undefined
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

                x: tile.wide ? shape.width + Theme.mm(9) : 0
                y: tile.wide ? 0 : shape.height + Theme.mm(3)
                anchors.verticalCenter: tile.wide ? parent.verticalCenter : undefined
                width: parent.width - x - (tile.wide ? arrow.width + Theme.mm(3) : 0)
                spacing: Theme.mm(1)

                Words {
                    id: title

                    width: parent.width
                    text: tile.text
                    size: tile.wide && !Theme.elder ? Theme.heading * 1.15 : Theme.heading
                    font.weight: Theme.strong
                    color: tile.closed === "" ? Theme.ink : Theme.inkSecondary
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                Words {
                    visible: text !== "" && (tile.wide || tile.closed === "" && tile.roomy)
                    width: parent.width
                    text: tile.note
                    size: tile.wide ? Theme.body : Theme.small
                    color: Theme.inkSecondary
                    maximumLineCount: 2
                    elide: Text.ElideRight
                    Accessible.ignored: true
                }
                Words {
                    visible: text !== "" && tile.wide && tile.closed === "" && !Theme.elder
                    width: parent.width
                    text: tile.department
                    size: Theme.small
                    color: Theme.inkSecondary
                    maximumLineCount: 1
                    elide: Text.ElideRight
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
                        text: tile.closed
                        size: Theme.small
                        color: Theme.caution
                        maximumLineCount: 2
                        elide: Text.ElideRight
                        Accessible.ignored: true
                    }
                }
            }
            Icon {
                id: arrow

                visible: tile.wide
                anchors.right: parent.right
                anchors.verticalCenter: parent.verticalCenter
                name: "caret-right"
                size: Theme.mm(10)
                tint: tile.mark
            }
        }
    }
}
