import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var pages: []
    property int at: 0

    subtitle: qsTr("打印出来就是这个样子")
    primaryName: "print"
    primaryText: qsTr("打印")
    primaryIcon: "printer"
    primaryEnabled: picture.status === Image.Ready
    onPrimary: page.answered("print")

    Rectangle {
        width: parent.width
        height: parent.height - (turning.visible ? turning.height + Theme.gap : 0)
        radius: Theme.radius
        color: Theme.night

        Image {
            id: picture

            objectName: "picture"
            anchors.fill: parent
            anchors.margins: Theme.mm(3)
            source: page.pages.length > 0 ? page.pages[page.at] : ""
            cache: false // nothing of it may outlive the page
            fillMode: Image.PreserveAspectFit
            smooth: true
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: page.title
        }
    }
    PageTurner {
        id: turning

        anchors.bottom: parent.bottom
        width: parent.width
        visible: count > 1
        at: page.at
        count: page.pages.length
        onTurned: at => page.at = at
    }
}
