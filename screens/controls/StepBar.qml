pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Where am I: the steps of the journey, those done with a tick, the current one in the primary colour.
Row {
    id: bar

    property list<string> steps: []
    property int current: 0
    readonly property bool tight: steps.length > 5

    spacing: Theme.mm(tight ? 3 : 6)
    Accessible.role: Accessible.ProgressBar
    Accessible.name: steps.length > 0 ? steps[Math.min(current, steps.length - 1)] : ""

    Repeater {
        model: bar.steps

        Row {
            id: step

            required property int index
            required property string modelData
            readonly property bool done: index < bar.current
            readonly property bool here: index === bar.current

            spacing: Theme.mm(2)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: Theme.mm(bar.tight ? 10 : 12)
                height: width
                radius: width / 2
                color: step.done ? Theme.success : step.here ? Theme.primary : Theme.card
                border.width: step.done || step.here ? 0 : Theme.line
                border.color: Theme.outline

                Words {
                    anchors.centerIn: parent
                    visible: !step.done
                    text: step.index + 1
                    size: Theme.mm(6)
                    font.weight: Theme.strong
                    color: step.here ? Theme.inkOnPrimary : Theme.ink
                    Accessible.ignored: true
                }
                Icon {
                    anchors.centerIn: parent
                    visible: step.done
                    name: "check"
                    size: Theme.mm(7)
                    tint: Theme.inkOnPrimary
                }
            }
            Words {
                anchors.verticalCenter: parent.verticalCenter
                visible: !bar.tight || step.here
                text: step.modelData
                size: Theme.small
                color: step.here ? Theme.primary : Theme.inkSecondary
                font.weight: step.here ? Theme.strong : Theme.regular
                wrapMode: Text.NoWrap
            }
        }
    }
}
