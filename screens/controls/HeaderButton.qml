import QtQuick
import "../theme"

// A way to another way of seeing, on the dark header: words, or an icon with a name.
Touchable {
    id: button

    property string iconName: ""
    property string name: text

    implicitWidth: Math.max(Theme.target, row.implicitWidth + Theme.mm(iconName !== "" && text === "" ? 0 : 8))
    Accessible.name: name

    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.primaryPressed : Theme.nightSoft
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.inkOnNight
    }
    contentItem: Item {
        Row {
            id: row

            anchors.centerIn: parent
            spacing: Theme.mm(2)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                visible: button.iconName !== ""
                name: button.iconName
                size: Theme.mm(11)
                tint: label.color
            }
            Words {
                id: label

                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: button.text
                size: Theme.mm(8)
                color: button.down && Theme.highContrast ? Theme.inkOnPrimary : Theme.inkOnNight
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
