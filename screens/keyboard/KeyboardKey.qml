import QtQuick
import "../controls"
import "../theme"

// One key: a white one writes, a tinted one does something else, a blue one ends the typing.
Touchable {
    id: key

    rollover: true // quick hands press the next key before they lift the last

    property string iconName: ""
    property string hint: "" // a small second face
    property bool acts: false
    property bool main: false
    property real size: Theme.heading * 1.1
    readonly property bool roomy: height > 1.5 * Theme.target
    readonly property color ink: main ? Theme.inkOnPrimary : acts ? Theme.primary : Theme.ink

    implicitWidth: 0
    implicitHeight: 0

    background: Rectangle {
        radius: Theme.mm(3)
        color: key.main ? (key.down ? Theme.primaryPressed : Theme.primary)
            : key.acts ? (key.down ? Theme.primarySoft : Theme.tintPressed)
            : key.down ? Theme.cardPressed : Theme.card
        border.width: key.down || Theme.highContrast || !(key.main || key.acts) ? Theme.line : 0
        border.color: key.down ? Theme.primary : Theme.outline
    }
    contentItem: Item {
        Icon {
            anchors.centerIn: parent
            visible: key.iconName !== ""
            name: key.iconName
            tint: key.ink
        }
        Column {
            anchors.centerIn: parent
            visible: key.iconName === ""

            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                text: key.text
                size: key.acts || key.main ? Theme.small : key.size
                font.weight: key.acts || key.main ? Theme.regular : Theme.strong
                color: key.ink
                wrapMode: Text.NoWrap
                lineHeight: 0.9
                Accessible.ignored: true
            }
            Words {
                anchors.horizontalCenter: parent.horizontalCenter
                visible: key.roomy && text !== ""
                text: key.hint
                size: Theme.small
                color: Theme.inkSecondary
                wrapMode: Text.NoWrap
                lineHeight: 0.9
                Accessible.ignored: true
            }
        }
        Words {
            anchors.right: parent.right
            anchors.rightMargin: Theme.mm(2)
            visible: !key.roomy && text !== ""
            text: key.hint
            size: Theme.small
            color: Theme.inkSecondary
            wrapMode: Text.NoWrap
            lineHeight: 0.9
            Accessible.ignored: true
        }
    }
}
