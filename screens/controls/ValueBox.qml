import QtQuick
import "../theme"

// Where a typed value stands; touching it opens the keys.
Touchable {
    id: box

    property string value: ""
    property string unit: ""
    property bool active: false

    implicitHeight: Math.max(Theme.target, Theme.mm(20))
    Accessible.role: Accessible.EditableText
    Accessible.name: text + ": " + (value === "" ? qsTr("请填写") : value + unit)

    background: Rectangle {
        radius: Theme.radius
        color: box.down ? Theme.cardPressed : box.active ? Theme.tint : Theme.card
        border.width: box.active ? 2 * Theme.line : Theme.line
        border.color: box.active || box.down ? Theme.primary : Theme.shape
    }
    contentItem: Item {
        Words {
            id: written

            x: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            text: box.value
            size: Math.min(Theme.heading * 1.1, (box.width - Theme.mm(24)) / Math.max(1, box.value.length) / 0.6)
            font.weight: Theme.strong
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Words {
            x: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            visible: box.value === "" && !box.active
            text: qsTr("点这里填写")
            color: Theme.inkSecondary
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Rectangle { // the cursor
            x: written.x + (box.value === "" ? 0 : written.width + Theme.mm(1))
            anchors.verticalCenter: parent.verticalCenter
            visible: box.active
            width: Theme.mm(0.8)
            height: parent.height * 0.5
            color: Theme.primary
        }
        Words {
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            visible: box.value !== ""
            text: box.unit
            color: Theme.inkSecondary
            Accessible.ignored: true
        }
    }
}
