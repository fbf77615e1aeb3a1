import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// The slip printer's mouth: the paper rises from the slot while it is printed, and can be torn off.
Section {
    id: slot

    property string picture: ""
    property int waiting: 0

    signal tear()

    title: "凭条"
    note: "Slip"
    clip: true
    actions: Chip {
        objectName: "tear"
        text: "撕下"
        note: "tear off"
        main: enabled
        enabled: slot.waiting > 0
        onClicked: slot.tear()
    }

    Rectangle {
        parent: slot
        x: view.x
        y: view.y
        width: view.width
        height: view.height
        color: Theme.paper
    }
    Flickable {
        id: view

        parent: slot
        z: 1
        x: Theme.gap
        y: slot.headHeight
        width: slot.width - 2 * Theme.gap
        height: slot.height - y - Theme.mm(5.5)
        contentHeight: Math.max(height, paper.height)
        contentY: contentHeight - height
        boundsBehavior: Flickable.StopAtBounds
        clip: true

        Rectangle { // the paper, as far as it has come out
            objectName: "slip"
            x: (view.width - width) / 2
            y: view.contentHeight - height
            width: Math.min(view.width - 2 * Theme.unit, Theme.mm(150))
            height: slot.picture === "" ? 0 : paper.height
            color: Theme.card
            border.color: Theme.outline
            clip: true

            Image {
                id: paper

                x: 1
                width: parent.width - 2
                height: implicitWidth > 0 ? width * implicitHeight / implicitWidth : 0
                source: slot.picture
                cache: false
                smooth: true
                retainWhileLoading: true
            }
            Behavior on height {
                NumberAnimation { duration: 150 } // the pace of the pictures
            }
        }
    }
    Rectangle { // the mouth; the paper comes out behind it
        parent: slot
        z: 2
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.mm(3)
        width: view.width
        height: Theme.mm(5)
        radius: height / 2
        color: Theme.night
    }
    Words {
        parent: slot
        z: 1
        anchors.centerIn: parent
        visible: slot.picture === ""
        text: "打印出来的凭条在这里\nPrinted slips appear here"
        horizontalAlignment: Text.AlignHCenter
        size: Theme.small
        color: Theme.shape
    }
}
