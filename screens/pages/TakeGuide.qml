import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string code: ""
    property bool printable: false

    picture: "qr-code"
    subtitle: qsTr("带走这份办事指南，不用刷身份证")
    primaryText: printable ? qsTr("打印 A4 指南") : ""
    primaryIcon: "printer"
    onPrimary: page.answered("print")

    Column {
        anchors.centerIn: parent
        width: parent.width
        spacing: Theme.gap

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: page.code !== ""
            width: Math.min(page.contentWidth, page.contentHeight * 0.6, Theme.mm(120))
            height: width
            radius: Theme.radius
            color: "#FFFFFF" // a phone reads black on white only
            border.color: Theme.outline
            border.width: Theme.line

            Image {
                objectName: "code"
                anchors.fill: parent
                anchors.margins: Theme.mm(4)
                source: page.code
                smooth: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("指南的二维码")
            }
        }
        Words {
            width: parent.width
            visible: page.code !== ""
            horizontalAlignment: Text.AlignHCenter
            text: qsTr("用手机扫一扫，看同一份指南")
        }
        NoteCard {
            width: parent.width
            visible: !page.printable
            tone: "caution"
            text: qsTr("打印机现在不能打印，请用手机扫码，或者到窗口索取。")
        }
    }
}
