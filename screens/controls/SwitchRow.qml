import QtQuick
import "../theme"

// One thing that is on or off: what it does in plain words, and its state as word, shape and colour.
Touchable {
    id: row

    property string iconName: ""
    property string note: ""
    property bool on: false

    implicitHeight: Math.max(Theme.target, words.height + Theme.mm(6))
    Accessible.role: Accessible.CheckBox
    Accessible.name: text + ", " + note
    Accessible.checkable: true
    Accessible.checked: on

    background: Rectangle {
        radius: Theme.radius
        color: row.down ? Theme.cardPressed : row.on ? Theme.tint : Theme.card
        border.width: row.on ? 2 * Theme.line : Theme.line
        border.color: row.on || row.down ? Theme.primary : Theme.shape
    }
    contentItem: Item {
        Icon {
            id: picture

            x: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            name: row.iconName
            size: Theme.mm(12)
        }
        Column {
            id: words

            x: picture.x + picture.width + Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            width: knob.x - x - Theme.mm(3)

            Words {
                width: parent.width
                text: row.text
                font.weight: Theme.strong
                Accessible.ignored: true
            }
            Words {
                width: parent.width
                text: row.note
                size: Theme.small
                color: Theme.inkSecondary
                Accessible.ignored: true
            }
        }
        Rectangle {
            id: knob

            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(5)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.mm(Theme.elder ? 36 : 32)
            height: Theme.mm(Theme.elder ? 14 : 12)
            radius: height / 2
            color: row.on ? Theme.primary : Theme.card
            border.width: row.on ? 0 : Theme.line
            border.color: Theme.shape

            Rectangle {
                x: row.on ? parent.width - width - Theme.mm(1.5) : Theme.mm(1.5)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.height - Theme.mm(3)
                height: width
                radius: width / 2
                color: row.on ? Theme.inkOnPrimary : Theme.shape
            }
            Words {
                x: row.on ? Theme.mm(4) : parent.width - width - Theme.mm(4)
                anchors.verticalCenter: parent.verticalCenter
                text: row.on ? qsTr("开") : qsTr("关")
                size: Theme.small
                color: row.on ? Theme.inkOnPrimary : Theme.ink
                font.weight: Theme.strong
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }
    }
}
