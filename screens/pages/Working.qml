pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// Waiting with words that follow the true state; the three marks only say that the machine is alive.
PageFrame {
    id: page

    property var live: ({})

    picture: "hourglass-medium"
    alsoSaid: [live.message, live.note]

    Column {
        width: parent.width
        anchors.verticalCenter: parent.verticalCenter
        anchors.verticalCenterOffset: -Theme.mm(30)
        spacing: Theme.mm(10)

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.mm(10)

            Repeater {
                model: 3

                Rectangle {
                    id: mark

                    required property int index
                    readonly property real phase: (wave.turn - index / 4 + 1) % 1

                    width: Theme.mm(13)
                    height: width
                    radius: width / 2
                    color: Theme.primary
                    opacity: 0.25 + 0.75 * Math.max(0, Math.sin(phase * 2 * Math.PI))
                }
            }
        }
        Words {
            objectName: "message"
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.live.message
            size: Theme.title
            font.weight: Theme.strong
            Accessible.role: Accessible.Heading
        }
        Words {
            objectName: "note"
            visible: text !== ""
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: page.live.note
            color: Theme.inkSecondary
        }
    }
    NumberAnimation {
        id: wave

        property real turn: 0

        target: wave
        property: "turn"
        from: 0
        to: 1
        duration: 2 * Theme.loopMs
        loops: Animation.Infinite
        running: page.visible
    }
}
