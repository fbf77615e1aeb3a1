pragma ComponentBehavior: Bound
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
    readonly property bool comesOut: printed && (waiting || !watched)
    readonly property bool again: live.again === true

    picture: "slip"
    title: live.title ? live.title : printed ? qsTr("请取走凭条") : qsTr("请记下您的编号")
    alsoSaid: [number, nextStep]
    subtitle: message
    primaryText: waiting ? "" : again || !printed ? qsTr("我已记下") : watched ? qsTr("继续") : qsTr("我已取走")
    onPrimary: page.answered("go_on")
    secondaryText: again ? qsTr("补打一张") : ""
    onSecondary: page.answered("again")

    Loader { // on a wide glass beside the number
        id: besideSlip

        parent: page.aside
        width: parent.width
        active: page.beside && page.comesOut
        sourceComponent: slip
    }
    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        Loader {
            width: parent.width
            active: !page.beside && page.comesOut && !Theme.guided
            visible: active
            sourceComponent: slip
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
            padding: Theme.mm(page.flat ? 5 : 8)

            Item {
                id: face

                readonly property bool aside: page.flat && code.visible

                width: parent.width
                height: aside ? Math.max(said.height, code.height) : code.visible ? hint.y + hint.height : said.height

                Column {
                    id: said

                    width: parent.width - (face.aside ? code.width + Theme.gap : 0)
                    anchors.verticalCenter: face.aside ? parent.verticalCenter : undefined
                    spacing: Theme.unit

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
                Image {
                    id: code

                    objectName: "code"
                    x: face.aside ? parent.width - width : (parent.width - width) / 2
                    y: face.aside ? (parent.height - height) / 2 : said.height + Theme.unit
                    visible: page.code !== ""
                    width: Theme.mm(page.flat ? 48 : 60)
                    height: width
                    smooth: false
                    fillMode: Image.PreserveAspectFit
                    source: page.code
                }
                Words {
                    id: hint

                    y: said.height + code.height + 2 * Theme.unit
                    width: parent.width
                    visible: code.visible && !face.aside
                    horizontalAlignment: Text.AlignHCenter
                    text: qsTr("也可以用手机扫一扫，把编号存到手机里")
                    color: Theme.inkSecondary
                }
            }
        }
        NoteCard {
            width: parent.width
            visible: page.nextStep !== "" && !page.again
            heading: page.flat ? "" : qsTr("接下来")
            text: page.nextStep
        }
    }
    Component {
        id: slip

        Rectangle {
            height: Theme.mm(96)
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
    }
}
