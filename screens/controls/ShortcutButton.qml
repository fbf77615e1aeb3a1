import QtQuick
import "../theme"

// A small way on from home, icon over name; several stand side by side.
Touchable {
    id: button

    property string iconName: ""

    implicitHeight: Theme.mm(32)

    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.tintPressed : Theme.tint
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.primary
    }
    contentItem: Item {
        Column {
            anchors.centerIn: parent
            width: parent.width - Theme.mm(4)
            spacing: Theme.mm(1)

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: button.iconName
                size: Theme.mm(11)
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: button.text
                color: Theme.primary
                maximumLineCount: 1
                elide: Text.ElideRight
                size: Theme.small * 1.1
                Accessible.ignored: true
            }
        }
    }
}
