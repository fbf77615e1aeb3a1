import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property url image: ""

    subtitle: qsTr("请看一看：字清楚吗？四个角都在吗？")
    secondaryName: "again"
    secondaryText: qsTr("重新拍摄")
    secondaryIcon: "arrow-counter-clockwise"
    primaryName: "keep"
    primaryText: qsTr("使用这张")
    primaryIcon: "check"
    primaryEnabled: picture.status === Image.Ready
    onSecondary: page.answered(false)
    onPrimary: page.answered(true)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.night

        Image {
            id: picture

            objectName: "picture"
            anchors.fill: parent
            anchors.margins: Theme.mm(3)
            source: page.image
            cache: false // nothing of it may outlive the page
            fillMode: Image.PreserveAspectFit
            smooth: true
            mipmap: true
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("刚才拍的照片")
        }
    }
}
