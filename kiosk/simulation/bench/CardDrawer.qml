pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// The cards of invented people; the one on the reader is marked.
Section {
    id: drawer

    property var cards: []
    property string laid: ""

    signal lay(key: string)
    signal lift()

    title: "证件 → 读卡区"
    note: "Cards: click one to lay it on the reader"
    actions: Chip {
        objectName: "lift"
        text: "取走证件"
        note: "take away"
        main: enabled
        enabled: drawer.laid !== ""
        onClicked: drawer.lift()
    }

    Grid {
        id: grid

        width: parent ? parent.width : 0
        columns: 4
        spacing: Theme.unit * 1.5

        Repeater {
            model: drawer.cards

            Touchable {
                id: card

                required property var modelData
                readonly property bool laid: drawer.laid === modelData.key

                objectName: "card:" + modelData.key
                width: (grid.width - 3 * grid.spacing) / 4
                height: Theme.mm(26)
                text: modelData.name
                onClicked: drawer.lay(modelData.key)

                background: Rectangle {
                    radius: Theme.radius / 2
                    color: card.laid ? Theme.successTint : card.down || card.hovered ? Theme.cardPressed : Theme.tint
                    border.color: card.laid ? Theme.success : Theme.primarySoft
                    border.width: card.laid ? 3 : 1
                }
                contentItem: Item {
                    Column {
                        anchors.verticalCenter: parent.verticalCenter
                        x: Theme.unit * 2
                        width: parent.width - 3 * Theme.unit

                        Words {
                            width: parent.width
                            text: card.text
                            size: Theme.small * 1.1
                            font.weight: Theme.strong
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                            Accessible.ignored: true
                        }
                        Words {
                            width: parent.width
                            text: card.laid ? "已放上 on reader" : card.modelData.note
                            size: Theme.small * 0.85
                            color: card.laid ? Theme.success : Theme.inkSecondary
                            wrapMode: Text.NoWrap
                            elide: Text.ElideRight
                            Accessible.ignored: true
                        }
                    }
                }
            }
        }
    }
}
