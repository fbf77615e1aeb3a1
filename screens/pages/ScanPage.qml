import QtQuick
import screens.painted
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var live: ({})
    property bool masked: false
    property bool mirrored: false
    readonly property bool seeing: preview.aspect > 0
    property real aspect: 4 / 3 // the last one seen, so that nothing jumps while the camera comes back

    onSeeingChanged: {
        if (seeing)
            aspect = preview.aspect;
    }
    picture: "paper"
    alsoSaid: [live.help]
    subtitle: qsTr("把材料放在摄像头下面，对准四个角")
    primaryName: "shutter"
    primaryText: qsTr("拍照")
    primaryIcon: "camera"
    primaryEnabled: seeing
    onPrimary: page.answered(true)

    Rectangle {
        id: desk

        readonly property real edge: Theme.mm(3)

        width: parent.width
        height: Math.min(page.contentHeight - help.height - Theme.gap,
                         2 * edge + (width - 2 * edge) / page.aspect)
        radius: Theme.radius
        color: Theme.night

        Preview {
            id: preview

            objectName: "preview"
            anchors.fill: parent
            anchors.margins: desk.edge
            frames: page.live.frame
            masked: page.masked
            mirrored: page.mirrored
            outline: page.live.outline || []
            outlineColor: page.live.good ? Theme.success : Theme.caution
            outlineWidth: Theme.mm(1.8)
            Accessible.role: Accessible.Graphic
            Accessible.name: qsTr("摄像头画面")
        }
        CornerGuide {
            x: preview.x + preview.picture.x + preview.picture.width * 0.06
            y: preview.y + preview.picture.y + preview.picture.height * 0.06
            width: preview.picture.width * 0.88
            height: preview.picture.height * 0.88
            visible: page.seeing && preview.outline.length === 0
        }
        Column {
            anchors.centerIn: parent
            visible: !page.seeing
            spacing: Theme.gap

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "camera"
                size: Theme.mm(28)
                tint: Theme.inkOnNightSecondary
            }
            Words {
                text: qsTr("摄像头正在准备，请稍候")
                color: Theme.inkOnNight
            }
        }
    }
    NoteCard {
        id: help

        objectName: "help"
        y: desk.height + Theme.gap
        width: parent.width
        text: page.live.help
    }
    PaperPicture {
        id: picture

        y: help.y + help.height + Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, height * 1.5)
        height: Math.min(parent.height - y, Theme.mm(110))
        visible: !Theme.guided && parent.height - y > Theme.mm(50)
    }
}
