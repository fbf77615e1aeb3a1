pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The hand's picture for "lay the card here": the card sinks onto the reader and rises again.
Item {
    id: picture

    property string label: ""
    property bool resting: false // the card lies still while it is read
    readonly property real mm: Math.min(width / 150, height / 100)

    implicitHeight: Theme.mm(100)
    Accessible.role: Accessible.Graphic
    Accessible.name: label

    Rectangle { // the reader
        anchors.horizontalCenter: parent.horizontalCenter
        y: 50 * picture.mm
        width: 124 * picture.mm
        height: 44 * picture.mm
        radius: 7 * picture.mm
        color: Theme.tint
        border.color: Theme.primary
        border.width: Math.max(2, 0.8 * picture.mm)

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: 3 * picture.mm
            text: picture.label
            color: Theme.primary
            Accessible.ignored: true
        }
    }
    Rectangle { // the card
        id: card

        anchors.horizontalCenter: parent.horizontalCenter
        y: picture.resting ? 22 * picture.mm : lift.y
        width: 86 * picture.mm
        height: 54 * picture.mm
        rotation: picture.resting ? 0 : -4
        radius: 5 * picture.mm
        antialiasing: true
        color: Theme.card
        border.color: Theme.primary
        border.width: Math.max(2, 1.1 * picture.mm)

        Repeater {
            model: [34, 22, 40, 30]

            Rectangle {
                required property int index
                required property int modelData

                x: 8 * picture.mm
                y: (9 + 7.4 * index) * picture.mm
                width: modelData * picture.mm
                height: 2.8 * picture.mm
                radius: height / 2
                antialiasing: true
                color: Theme.primarySoft
            }
        }
        Rectangle {
            x: 8 * picture.mm
            y: 42 * picture.mm
            width: 70 * picture.mm
            height: 3.6 * picture.mm
            radius: height / 2
            antialiasing: true
            color: Theme.primary
            opacity: 0.8
        }
        Rectangle {
            x: 57 * picture.mm
            y: 8 * picture.mm
            width: 21 * picture.mm
            height: 27 * picture.mm
            radius: 2 * picture.mm
            antialiasing: true
            color: Theme.tint

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 5 * picture.mm
                width: 9.4 * picture.mm
                height: width
                radius: width / 2
                antialiasing: true
                color: Theme.primary
            }
            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                y: 16 * picture.mm
                width: 17 * picture.mm
                height: 9 * picture.mm
                radius: height / 2
                antialiasing: true
                color: Theme.primary
            }
        }
    }
    Item {
        id: lift

        y: 4 * picture.mm
    }
    SequentialAnimation {
        running: picture.visible && !picture.resting
        loops: Animation.Infinite

        NumberAnimation {
            target: lift; property: "y"; from: 4 * picture.mm; to: 18 * picture.mm
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
        PauseAnimation { duration: Theme.loopMs }
        NumberAnimation {
            target: lift; property: "y"; from: 18 * picture.mm; to: 4 * picture.mm
            duration: Theme.loopMs; easing.type: Easing.InOutQuad
        }
        PauseAnimation { duration: Theme.loopMs }
    }
}
