import QtQuick
import "../theme"

// One of several answers: an empty ring, or a filled one with a tick.
Touchable {
    id: choice

    property bool chosen: false
    property bool many: false // a square: several may be chosen
    property real textSize: Theme.body
    readonly property real needed: Math.ceil(measure.advanceWidth) + mark.width + Theme.mm(14)

    implicitHeight: Math.max(Theme.target, label.height + Theme.mm(5))
    checkable: false
    Accessible.role: many ? Accessible.CheckBox : Accessible.RadioButton
    Accessible.checkable: true
    Accessible.checked: chosen

    background: Rectangle {
        radius: Theme.radius
        color: choice.down ? Theme.cardPressed : choice.chosen ? Theme.tint : Theme.card
        border.width: choice.chosen ? 2 * Theme.line : Theme.line
        border.color: choice.chosen || choice.down ? Theme.primary : Theme.shape
    }
    contentItem: Item {
        Rectangle {
            id: mark

            x: Theme.mm(4)
            anchors.verticalCenter: parent.verticalCenter
            width: Theme.mm(8)
            height: width
            radius: choice.many ? Theme.mm(1.5) : width / 2
            color: choice.chosen ? Theme.primary : Theme.card
            border.width: choice.chosen ? 0 : Theme.line
            border.color: Theme.shape

            Icon {
                anchors.centerIn: parent
                visible: choice.chosen
                name: "check"
                size: Theme.mm(6)
                tint: Theme.inkOnPrimary
            }
        }
        Words {
            id: label

            x: mark.x + mark.width + Theme.mm(3)
            anchors.verticalCenter: parent.verticalCenter
            width: choice.width - x - Theme.mm(3)
            text: choice.text
            size: choice.textSize
            font.weight: choice.chosen ? Theme.strong : Theme.regular
            color: choice.chosen ? Theme.primary : Theme.ink
            Accessible.ignored: true
        }
        TextMetrics {
            id: measure

            font.family: label.font.family
            font.pixelSize: label.font.pixelSize
            font.weight: Theme.strong
            text: choice.text
        }
    }
}
