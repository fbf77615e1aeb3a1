import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var live: ({})
    property bool scanner: false

    readonly property real room: Theme.lowReach ? 0 : contentHeight - words.height - Theme.gap
    picture: "card"
    title: qsTr("查办件进度、预约")
    subtitle: scanner ? qsTr("放上身份证，或者把凭条上的二维码对准扫码口") : qsTr("请把身份证放在读卡区")
    alsoSaid: [live.problem]

    Item {
        anchors.fill: parent

        Rectangle {
            id: reader

            width: parent.width
            visible: page.room > Theme.mm(40) // in the low-reach mode it stands above
            height: Math.min(Theme.mm(136), page.room)
            color: Theme.card
            radius: Theme.radius
            border.color: Theme.outline
            border.width: Theme.line

            CardPicture {
                id: picture

                y: Theme.mm(8)
                width: parent.width
                height: parent.height - Theme.mm(20)
                label: qsTr("读卡区")
            }
        }
    }
    Column {
        id: words

        y: reader.visible ? reader.height + Theme.gap : 0
        width: parent.width
        spacing: Theme.gap

        NoteCard {
            objectName: "problem"
            width: parent.width
            tone: "caution"
            text: page.live.problem
        }
        NoteCard {
            width: parent.width
            visible: page.scanner && !(Theme.lowReach && page.live.problem)
            heading: qsTr("有凭条的，不用身份证")
            text: qsTr("把凭条上的二维码对准扫码口，就能看到这一件办到哪里了")
        }
        EntryRow {
            objectName: "number"
            width: parent.width
            height: Math.ceil(Math.max(needed, Theme.mm(Theme.lowReach ? 20 : 30)))
            text: qsTr("都没带，输入编号查")
            note: qsTr("用凭条上的办理编号和查询密码")
            iconName: "magnifying-glass"
            onClicked: page.answered("number")
        }
        Words {
            width: parent.width
            visible: !Theme.lowReach
            text: qsTr("您的信息只用于本次办事，离开后立即清除")
            size: Theme.small
            color: Theme.inkSecondary
        }
    }
}
