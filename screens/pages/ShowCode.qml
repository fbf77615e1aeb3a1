import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var live: ({})

    title: qsTr("请出示电子营业执照")
    alsoSaid: [live.problem]
    subtitle: qsTr("手机打开电子营业执照，把二维码对准扫码口")
    secondaryText: qsTr("输入代码")
    onSecondary: page.answered("type")

    Column {
        width: parent.width
        spacing: Theme.gap

        Rectangle {
            width: parent.width
            height: picture.height + statusLine.height + Theme.mm(24)
            color: Theme.card
            radius: Theme.radius
            border.color: Theme.outline
            border.width: Theme.line

            Rectangle { // the phone with the code on it
                id: picture

                anchors.horizontalCenter: parent.horizontalCenter
                y: Theme.mm(8)
                width: Theme.mm(Theme.elder ? 34 : 48)
                height: Theme.mm(Theme.elder ? 56 : 80)
                radius: Theme.mm(8)
                color: Theme.tint
                border.color: Theme.primary
                border.width: Math.max(2, Theme.mm(0.8))

                Icon {
                    anchors.centerIn: parent
                    name: "qr-code"
                    size: picture.width * 0.66
                    tint: Theme.primary
                }
            }
            Words {
                id: statusLine

                objectName: "status"
                x: Theme.mm(8)
                y: picture.y + picture.height + Theme.mm(8)
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                text: page.live.status
                size: Theme.heading
                font.weight: Theme.strong
                color: Theme.primary
            }
        }
        NoteCard {
            objectName: "problem"
            width: parent.width
            tone: "caution"
            text: page.live.problem
        }
        Words {
            width: parent.width
            text: qsTr("您的信息只用于本次办事，离开后立即清除")
            size: Theme.small
            color: Theme.inkSecondary
        }
    }
}
