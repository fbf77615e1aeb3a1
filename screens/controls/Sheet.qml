import QtQuick
import "../theme"

// Rises from below over any page; what lies beneath cannot be touched while it is open.
Item {
    id: sheet

    property bool open: false
    default property alias content: column.data

    visible: open || paper.y < height

    Rectangle {
        anchors.fill: parent
        color: "#000000"
        opacity: sheet.open ? 0.55 : 0
    }
    MouseArea {
        anchors.fill: parent
        enabled: sheet.open
        onWheel: wheel => wheel.accepted = true
    }
    Rectangle {
        id: paper

        enabled: sheet.open // on its way down it takes no touch that was meant for the page
        width: parent.width
        height: column.height + 2 * Theme.margin + 2 * Theme.radius
        y: sheet.open ? sheet.height - height + radius : sheet.height
        radius: Theme.radius * 2
        color: Theme.card
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.outline

        Behavior on y {
            NumberAnimation { duration: Theme.slideMs; easing.type: Easing.OutCubic }
        }
        MouseArea { // a touch beside the controls does nothing
            anchors.fill: parent
        }
        Column {
            id: column

            x: Math.max(Theme.margin, (parent.width - Theme.mm(300)) / 2)
            y: Theme.margin
            width: parent.width - 2 * x
            spacing: Theme.gap
        }
    }
}
