import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string number: ""
    property string message: ""
    property string nextStep: ""
    property bool printed: false
    property string code: ""
    property var live: ({})
    readonly property bool waiting: live.waiting === true
    readonly property bool watched: live.waiting === true || live.waiting === false
    readonly property bool again: live.again === true

    title: live.title ? live.title : printed ? qsTr("请取走凭条") : qsTr("请记下您的编号")
    alsoSaid: [number, nextStep]
    subtitle: message
    primaryText: waiting ? "" : again || !printed ? qsTr("我已记下") : watched ? qsTr("继续") : qsTr("我已取走")
    onPrimary: page.answered("go_on")
    secondaryText: again ? qsTr("补打一张") : ""
    onSecondary: page.answered("again")

    Column {
        width: parent.width
        spacing: Theme.gap

        Rectangle {
            width: parent.width
            height: Theme.mm(96)
            visible: page.printed && (page.waiting || !page.watched)
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
            objectName: "problem"
            width: parent.width
            tone: "caution"
            text: page.live.problem ? page.live.problem : ""
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
            Image {
                objectName: "code"
                anchors.horizontalCenter: parent.horizontalCenter
                visible: page.code !== ""
                width: visible ? Theme.mm(60) : 0
                height: width
                smooth: false
                fillMode: Image.PreserveAspectFit
                source: page.code
            }
            Words {
                width: parent.width
                visible: page.code !== ""
                horizontalAlignment: Text.AlignHCenter
                text: qsTr("也可以用手机扫一扫，把编号存到手机里")
                color: Theme.inkSecondary
            }
        }
        NoteCard {
            width: parent.width
            visible: page.nextStep !== "" && !page.again
            heading: qsTr("接下来")
            text: page.nextStep
        }
    }
}
