import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var live: ({})
    property string whose: ""
    readonly property bool reading: live.reading === true

    title: reading ? qsTr("正在读身份证") : whose !== "" ? whose : qsTr("请把身份证放在读卡区")
    alsoSaid: [live.problem]
    subtitle: reading ? qsTr("请不要拿开，马上就好") : qsTr("照片面朝上，放平后请不要移动")

    picture: "card"

    Column {
        id: column

        width: parent.width
        spacing: Theme.gap

        Rectangle {
            id: paper

            readonly property real others: (problem.visible ? problem.height + column.spacing : 0) + promise.height + column.spacing

            width: parent.width
            height: picture.height + statusLine.height + Theme.mm(picture.visible ? 26 : 16)
            color: Theme.card
            radius: Theme.radius
            border.color: Theme.outline
            border.width: Theme.line

            CardPicture {
                id: picture

                readonly property real room: page.contentHeight - paper.others - statusLine.height - Theme.mm(26)

                y: Theme.mm(8)
                visible: !Theme.guided
                width: parent.width
                height: visible ? Math.min(Theme.mm(128), room) : 0
                label: qsTr("读卡区")
                resting: page.reading
            }
            Words {
                id: statusLine

                objectName: "status"
                x: Theme.mm(8)
                y: picture.visible ? picture.y + picture.height + Theme.mm(6) : Theme.mm(8)
                width: parent.width - 2 * x
                horizontalAlignment: Text.AlignHCenter
                text: page.live.status
                size: Theme.heading
                font.weight: Theme.strong
                color: Theme.primary
            }
        }
        NoteCard {
            id: problem

            objectName: "problem"
            width: parent.width
            tone: "caution"
            text: page.live.problem
        }
        Words {
            id: promise

            width: parent.width
            text: qsTr("您的信息只用于本次办事，离开后立即清除")
            size: Theme.small
            color: Theme.inkSecondary
        }
    }
}
