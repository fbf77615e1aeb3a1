import QtQuick
import "../theme"

// One key of the number pad.
Touchable {
    id: key

    rollover: true // quick hands press the next key before they lift the last

    property string iconName: ""

    background: Rectangle {
        radius: Theme.radius
        color: !key.enabled ? Theme.disabled
            : key.iconName !== "" ? (key.down ? Theme.tintPressed : Theme.tint)
            : key.down ? Theme.cardPressed : Theme.card
        border.width: key.iconName !== "" && !Theme.highContrast ? 0 : Theme.line
        border.color: key.down ? Theme.primary : Theme.outline
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: key.iconName !== ""
                name: key.iconName
                size: Math.min(Theme.mm(10), key.height - label.height - Theme.mm(1))
                tint: label.color
            }
            Words {
                id: label

                anchors.horizontalCenter: parent.horizontalCenter
                text: key.text
                size: key.iconName !== "" ? Theme.small : Math.min(Theme.heading * 1.2, key.height * 0.62)
                font.weight: key.iconName !== "" ? Theme.regular : Theme.strong
                color: !key.enabled ? Theme.inkSecondary : key.iconName !== "" ? Theme.primary : Theme.ink
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
