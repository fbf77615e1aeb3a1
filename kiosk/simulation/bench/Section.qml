import QtQuick
import "../../../screens/controls"
import "../../../screens/theme"

// One part of the bench on white paper; its frame tells when the person is wanted there.
Rectangle {
    id: section

    default property alias content: column.data
    property alias actions: actions.data
    property string title: ""
    property string note: ""
    property bool wanted: false
    readonly property real headHeight: column.y

    implicitHeight: column.y + column.height + Theme.gap
    color: Theme.card
    radius: Theme.radius
    border.color: wanted ? Theme.caution : Theme.outline
    border.width: wanted ? 3 : 1

    Row {
        x: Theme.gap
        y: Theme.gap / 2
        height: Theme.mm(14)
        spacing: Theme.unit * 1.5

        Words {
            anchors.baseline: english.baseline
            text: section.title
            color: section.wanted ? Theme.caution : Theme.ink
            font.weight: Theme.strong
        }
        Words {
            id: english

            anchors.verticalCenter: parent.verticalCenter
            text: section.note
            size: Theme.small * 0.92
            color: Theme.inkSecondary
        }
    }
    Row {
        id: actions

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        y: Theme.gap / 2
        height: Theme.mm(14)
        spacing: Theme.unit
    }
    Column {
        id: column

        x: Theme.gap
        y: Theme.mm(18)
        width: section.width - 2 * Theme.gap
        spacing: Theme.unit
    }
}
