import QtQuick
import "../theme"

// Looks like the line that one writes in, and leads to the page where one does.
Touchable {
    id: button

    text: qsTr("搜一搜：社保证明、居住证、换驾照……")
    implicitHeight: Math.max(Theme.target, Theme.mm(22), words.height + Theme.mm(6))

    background: Rectangle {
        radius: Theme.radius
        color: button.down ? Theme.cardPressed : Theme.card
        border.color: button.down ? Theme.primary : Theme.shape
        border.width: Theme.line
    }
    contentItem: Item {
        Icon {
            id: glass

            x: Theme.mm(6)
            anchors.verticalCenter: parent.verticalCenter
            name: "magnifying-glass"
            size: Theme.mm(11)
        }
        Words {
            id: words

            anchors.left: glass.right
            anchors.leftMargin: Theme.mm(4)
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            text: button.text
            color: Theme.inkSecondary
            Accessible.ignored: true
        }
    }
}
