pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Where am I: the steps of the journey, those done with a tick, the current one in the primary colour.
Row {
    id: bar

    property list<string> steps: []
    property int current: 0
    property real room: Infinity
    readonly property real needed: { // were every step written out
        let sum = 0;
        for (let i = 0; i < marks.made; i++)
            sum += Theme.mm(i > 0 ? 20 : 14) + ((marks.itemAt(i) as Step)?.nameWidth ?? 0);
        return sum;
    }
    readonly property bool tight: needed > room

    spacing: Theme.mm(tight ? 3 : 6)
    Accessible.role: Accessible.ProgressBar
    Accessible.name: steps.length > 0 ? steps[Math.min(current, steps.length - 1)] : ""

    component Step: Row {
        id: step

        required property int index
        required property string modelData
        readonly property bool done: index < bar.current
        readonly property bool here: index === bar.current
        readonly property real nameWidth: name.implicitWidth

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
                size: Theme.least
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
            id: name

            anchors.verticalCenter: parent.verticalCenter
            visible: !bar.tight || step.here
            width: bar.tight ? Math.min(implicitWidth, bar.room - Theme.mm(13 * bar.steps.length)) : implicitWidth
            text: step.modelData
            size: Theme.small
            color: step.here ? Theme.primary : Theme.inkSecondary
            font.weight: step.here ? Theme.strong : Theme.regular
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Theme.least
            wrapMode: Text.NoWrap
        }
    }

    Repeater {
        id: marks

        property int made: 0 // itemAt tells nobody when there is one: a page is made bit by bit

        model: bar.steps
        onItemAdded: made += 1
        onItemRemoved: made -= 1

        Step {}
    }
}
