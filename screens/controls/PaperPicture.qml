pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The hand's picture for "lay the paper here": the sheet comes down onto the marked place under the camera.
Item {
    id: picture

    readonly property real mm: Math.min(width / 150, height / 100)

    implicitHeight: Theme.mm(100)
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("把材料平放在摄像头下面")

    Rectangle { // the place for the paper
        anchors.horizontalCenter: parent.horizontalCenter
        y: 24 * picture.mm
        width: 124 * picture.mm
        height: 72 * picture.mm
        radius: 6 * picture.mm
        color: Theme.tint
        border.color: Theme.primary
        border.width: Math.max(2, 0.8 * picture.mm)
    }
    Rectangle { // the sheet
        id: sheet

        anchors.horizontalCenter: parent.horizontalCenter
        y: 32 * picture.mm
        width: 84 * picture.mm
        height: 56 * picture.mm
        radius: 1.5 * picture.mm
        antialiasing: true
        color: Theme.card
        border.color: Theme.primary
        border.width: Math.max(2, 0.8 * picture.mm)

        Repeater {
            model: [30, 64, 58, 64, 40]

            Rectangle {
                required property int index
                required property int modelData

                x: 10 * picture.mm
                y: (9 + 8.6 * index) * picture.mm
                width: modelData * picture.mm
                height: (index === 0 ? 3.6 : 2.6) * picture.mm
                radius: height / 2
                antialiasing: true
                color: index === 0 ? Theme.primary : Theme.primarySoft
            }
        }
    }
    Rectangle { // the camera above
        anchors.horizontalCenter: parent.horizontalCenter
        width: 34 * picture.mm
        height: 11 * picture.mm
        radius: 3 * picture.mm
        color: Theme.primary

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: 5 * picture.mm
            width: 10 * picture.mm
            height: width
            radius: width / 2
            antialiasing: true
            color: Theme.primarySoft
            border.color: Theme.primary
            border.width: 1.5 * picture.mm
        }
    }
    SequentialAnimation {
        running: picture.visible
        loops: 4 // then it lies still

        NumberAnimation {
            target: sheet; property: "y"; from: 38 * picture.mm; to: 32 * picture.mm
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
        PauseAnimation { duration: 2 * Theme.loopMs }
    }
}
