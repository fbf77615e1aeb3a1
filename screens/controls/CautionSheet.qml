import QtQuick
import "../theme"

// Rises from below over any page: something ahead will not work here, and where else to go. The page stays as it is.
Item {
    id: caution

    property bool open: false
    property string heading: ""
    property string text: ""
    property string kept: ""
    property string goOn: ""
    property string leave: ""

    signal decided(leaves: bool)

    visible: open || sheet.y < height
    Accessible.role: Accessible.AlertMessage
    Accessible.name: heading + ", " + text

    Rectangle {
        anchors.fill: parent
        color: "#000000"
        opacity: caution.open ? 0.55 : 0
    }
    MouseArea { // nothing beneath can be touched
        anchors.fill: parent
        enabled: caution.open
        onWheel: wheel => wheel.accepted = true
    }
    Rectangle {
        id: sheet

        enabled: caution.open // on its way down it takes no touch that was meant for the page

        width: parent.width
        height: column.height + 2 * Theme.margin + Theme.radius
        y: caution.open ? caution.height - height + Theme.radius : caution.height
        radius: Theme.radius * 2
        color: Theme.card
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.outline

        Behavior on y {
            NumberAnimation { duration: Theme.slideMs; easing.type: Easing.OutCubic }
        }
        Column {
            id: column

            x: Theme.margin
            y: Theme.margin
            width: parent.width - 2 * Theme.margin
            spacing: Theme.gap

            Words {
                width: parent.width
                text: caution.heading
                size: Theme.title
                font.weight: Theme.strong
            }
            Words {
                objectName: "caution"
                width: parent.width
                text: caution.text
            }
            Words {
                width: parent.width
                text: caution.kept
                color: Theme.inkSecondary
            }
            PrimaryButton {
                objectName: "caution:go_on"
                width: parent.width
                text: caution.goOn
                onClicked: caution.decided(false)
            }
            SecondaryButton {
                objectName: "caution:leave"
                width: parent.width
                text: caution.leave
                onClicked: caution.decided(true)
            }
        }
    }
}
