import QtQuick
import "../theme"

// Rises from below over any page: is the citizen still there?
Item {
    id: idle

    property bool open: false
    property int remaining: 0

    signal stay()

    visible: open || sheet.y < height
    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading.text

    Rectangle {
        anchors.fill: parent
        color: "#000000"
        opacity: idle.open ? 0.55 : 0
    }
    MouseArea { // nothing beneath can be touched
        anchors.fill: parent
        enabled: idle.open
        onWheel: wheel => wheel.accepted = true
    }
    Rectangle {
        id: sheet

        width: parent.width
        height: column.height + 2 * Theme.margin + Theme.radius
        y: idle.open ? idle.height - height + Theme.radius : idle.height
        radius: Theme.radius * 2
        color: Theme.card
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.outline

        Behavior on y {
            NumberAnimation { duration: Theme.slideMs; easing.type: Easing.OutCubic }
        }
        Column {
            id: column

            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap

            Words {
                id: heading

                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("您还在办理吗？")
                size: Theme.title
                font.weight: Theme.strong
            }
            Words {
                objectName: "countdown"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("%1 秒").arg(idle.remaining)
                size: Theme.keyNumber
                color: Theme.primary
                font.weight: Theme.strong
            }
            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("时间到后，为保护您的信息，页面上的内容会清除")
                color: Theme.inkSecondary
            }
            PrimaryButton {
                objectName: "stay"
                width: parent.width
                height: Theme.mm(36)
                text: qsTr("继续办理")
                textSize: Theme.title
                onClicked: idle.stay()
            }
        }
    }
}
