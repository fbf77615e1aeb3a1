import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// A small button of the bench; `on` marks what is broken or laid now.
Touchable {
    id: chip

    property string note: ""
    property bool on: false
    property bool main: false
    property color mark: Theme.danger
    property color markTint: Theme.dangerTint

    implicitWidth: row.width + Theme.mm(9)
    implicitHeight: Theme.mm(13)
    Accessible.name: [text, note].filter(part => part !== "").join(", ")

    background: Rectangle {
        radius: Theme.radius / 2
        color: !chip.enabled ? Theme.paper : chip.on ? chip.markTint
            : chip.main ? (chip.down ? Theme.primaryPressed : Theme.primary)
            : chip.down ? Theme.tintPressed : chip.hovered ? Theme.cardPressed : Theme.tint
        border.color: chip.on ? chip.mark : Theme.outline
        border.width: chip.on ? 2 : chip.enabled ? 0 : 1
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.unit

            Words {
                id: chinese

                text: chip.text
                size: Theme.small
                font.weight: chip.on || chip.main ? Theme.strong : Theme.regular
                color: !chip.enabled ? Theme.shape : chip.on ? chip.mark
                    : chip.main ? Theme.inkOnPrimary : Theme.primary
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
            Words {
                anchors.baseline: chinese.baseline
                visible: text !== ""
                text: chip.note
                size: Theme.small * 0.8
                color: chip.main ? Theme.inkOnPrimary : chip.enabled ? Theme.inkSecondary : Theme.shape
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
