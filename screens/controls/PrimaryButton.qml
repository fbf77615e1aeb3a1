import QtQuick
import "../theme"

// The one thing to do on a page.
Touchable {
    id: button

    property string iconName: ""
    property bool danger: false
    property alias textSize: label.size

    objectName: "primary"
    implicitWidth: Math.max(Theme.mm(60), row.implicitWidth + Theme.mm(16))

    background: Rectangle {
        radius: Theme.radius
        color: !button.enabled ? Theme.disabled
            : button.danger ? (button.down ? Qt.darker(Theme.danger, 1.3) : Theme.danger)
            : button.down ? Theme.primaryPressed : Theme.primary
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
                size: Theme.mm(10)
                tint: label.color
            }
            Words {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                text: button.text
                color: button.enabled ? Theme.inkOnPrimary : Theme.inkSecondary
                font.weight: Theme.strong
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
