pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The hand's picture for "take the slip": the paper comes out of the slot, down towards the hand.
Item {
    id: picture

    property real out: 1
    property bool moving: true
    readonly property real mm: Math.min(width / 130, height / 74)

    implicitHeight: Theme.mm(74)
    Accessible.role: Accessible.Graphic

    Rectangle { // the slot
        anchors.horizontalCenter: parent.horizontalCenter
        width: 110 * picture.mm
        height: 22 * picture.mm
        radius: 6 * picture.mm
        color: Theme.tint
        border.color: Theme.primary
        border.width: Math.max(2, 0.8 * picture.mm)

        Rectangle {
            anchors.centerIn: parent
            width: 74 * picture.mm
            height: 4 * picture.mm
            radius: height / 2
            color: Theme.primary
        }
    }
    Item {
        anchors.horizontalCenter: parent.horizontalCenter
        y: 11 * picture.mm
        width: 62 * picture.mm
        height: 62 * picture.mm
        clip: true

        Rectangle { // the slip
            y: (-54 + 50 * picture.out) * picture.mm
            width: parent.width
            height: 58 * picture.mm
            radius: 2 * picture.mm
            color: Theme.card
            border.color: Theme.primary
            border.width: Math.max(2, 0.8 * picture.mm)

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 12 * picture.mm
                width: 40 * picture.mm
                height: 6 * picture.mm
                radius: height / 2
                color: Theme.primary
            }
            Repeater {
                model: [46, 34, 42]

                Rectangle {
                    required property int index
                    required property int modelData

                    x: 8 * picture.mm
                    y: (24 + 6 * index) * picture.mm
                    width: modelData * picture.mm
                    height: 2.6 * picture.mm
                    radius: height / 2
                    color: Theme.primarySoft
                }
            }
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 43 * picture.mm
                width: 12 * picture.mm
                height: width
                color: "transparent"
                border.color: Theme.primary
                border.width: 2.6 * picture.mm
            }
        }
    }
    SequentialAnimation {
        running: picture.visible && picture.moving
        loops: Animation.Infinite

        NumberAnimation {
            target: picture; property: "out"; from: 0.9; to: 1
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
        PauseAnimation { duration: Theme.loopMs }
        NumberAnimation {
            target: picture; property: "out"; from: 1; to: 0.9
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
    }
}
