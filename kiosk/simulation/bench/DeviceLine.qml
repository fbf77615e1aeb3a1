pragma ComponentBehavior: Bound
import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// One device: its status as the kiosk sees it, its plug, and the ways to break it.
Column {
    id: line

    property var device: ({})
    property var now: ({})
    readonly property bool plugged: now.plugged ?? true
    readonly property var broken: now.broken ?? []
    readonly property string tone: now.tone ?? "warning"

    signal turn(key: string)
    signal plug()
    signal heal()

    spacing: Theme.unit

    Item {
        width: parent.width
        height: Theme.mm(15)

        Row {
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.unit * 1.5

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                size: Theme.mm(8)
                name: line.tone === "good" ? "check-circle" : line.tone === "warning" ? "warning" : "warning-circle"
                tint: state.color
            }
            Words {
                id: name

                text: line.device.name
                size: Theme.small * 1.1
                font.weight: Theme.strong
            }
            Words {
                anchors.baseline: name.baseline
                text: line.device.note
                size: Theme.small * 0.85
                color: Theme.inkSecondary
            }
            Words {
                id: state

                objectName: "state:" + line.device.kind
                anchors.baseline: name.baseline
                text: [line.now.state ?? "", line.now.detail ?? ""].filter(part => part !== "").join(" · ")
                size: Theme.small
                font.weight: Theme.strong
                color: line.tone === "good" ? Theme.success : line.tone === "warning" ? Theme.caution : Theme.danger
            }
        }
        Row {
            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.unit

            Chip {
                objectName: "plug:" + line.device.kind
                text: line.plugged ? (line.device.kind === "centre" ? "断开" : "拔出") : (line.device.kind === "centre" ? "接通" : "插回")
                on: !line.plugged
                onClicked: line.plug()
            }
            Chip {
                objectName: "heal:" + line.device.kind
                text: "恢复"
                main: enabled
                enabled: !line.plugged || line.broken.length > 0
                onClicked: line.heal()
            }
        }
    }
    Flow {
        width: parent.width
        spacing: Theme.unit

        Repeater {
            model: line.device.ways ?? []

            Chip {
                required property var modelData

                objectName: "way:" + line.device.kind + ":" + modelData.key
                text: modelData.name
                note: modelData.note
                on: line.broken.includes(modelData.key)
                enabled: line.plugged
                onClicked: line.turn(modelData.key)
            }
        }
    }
    Rectangle {
        width: parent.width
        height: 1
        color: Theme.outline
    }
}
