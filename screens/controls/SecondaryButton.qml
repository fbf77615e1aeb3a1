import QtQuick
import "../theme"

// Another way on, beside the primary one.
Touchable {
    id: button

    property string iconName: ""

    implicitWidth: row.implicitWidth + Theme.mm(14)

    background: Rectangle {
        radius: Theme.radius
        color: !button.enabled ? Theme.disabled : button.down ? Theme.tintPressed : Theme.tint
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.primary
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(3)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.iconName !== ""
                name: button.iconName
                size: Theme.mm(9)
                tint: label.color
            }
            Words {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                color: button.enabled ? Theme.primary : Theme.inkSecondary
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
