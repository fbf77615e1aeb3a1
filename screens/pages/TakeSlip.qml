import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string number: ""
    property string message: ""
    property string nextStep: ""
    property bool printed: false

    title: printed ? qsTr("请取走凭条") : qsTr("请记下您的编号")
    subtitle: message
    primaryText: printed ? qsTr("我已取走") : qsTr("我已记下")
    onPrimary: page.answered(true)

    Column {
        width: parent.width
        spacing: Theme.gap

        Rectangle {
            width: parent.width
            height: Theme.mm(96)
            visible: page.printed
            color: Theme.card
            radius: Theme.radius
            border.color: Theme.outline
            border.width: Theme.line

            SlipPicture {
                anchors.centerIn: parent
                width: parent.width
                height: Theme.mm(76)
            }
        }
        NoteCard {
            objectName: "notPrinted"
            width: parent.width
            visible: !page.printed
            tone: "caution"
            heading: qsTr("凭条没有打印出来")
            text: qsTr("您的办理不受影响。请用纸笔或手机拍照记下下面的编号。")
        }
        Card {
            width: parent.width
            padding: Theme.mm(8)

            Words {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("办理编号")
                color: Theme.inkSecondary
            }
            Words {
                objectName: "number"
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: page.number
                size: Theme.keyNumber
                font.weight: Theme.strong
                color: Theme.primary
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.body
                wrapMode: Text.NoWrap
            }
        }
        NoteCard {
            width: parent.width
            visible: page.nextStep !== ""
            heading: qsTr("接下来")
            text: page.nextStep
        }
    }
}
