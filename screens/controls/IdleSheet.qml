import QtQuick
import "../theme"

// Is the citizen still there?
Sheet {
    id: idle

    property int remaining: 0

    signal stay()

    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading.text

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
