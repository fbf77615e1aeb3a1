pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// What to do, as a picture over the page: in the low-reach mode it fills the part that no hand reaches.
Rectangle {
    id: guide

    property string picture: "" // card, paper, slip, or the name of an icon
    property string words: ""

    color: Theme.night

    Rectangle {
        id: ground

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.max(0, (guide.height - height - caption.height - Theme.gap) / 2)
        width: Math.min(guide.width - 2 * Theme.margin, Theme.mm(150))
        height: Math.max(0, Math.min(Theme.mm(100), guide.height - caption.height - Theme.gap - 2 * Theme.margin))
        visible: height > Theme.mm(30)
        radius: Theme.radius
        color: Theme.card
        border.width: Theme.highContrast ? Theme.line : 0
        border.color: Theme.outline

        Loader {
            anchors.fill: parent
            anchors.margins: Theme.mm(4)
            sourceComponent: guide.picture === "card" ? card : guide.picture === "paper" ? paper
                : guide.picture === "slip" ? slip : guide.picture !== "" ? icon : null
        }
    }
    Words {
        id: caption

        anchors.top: ground.bottom
        anchors.topMargin: Theme.gap
        anchors.horizontalCenter: parent.horizontalCenter
        width: parent.width - 2 * Theme.margin
        horizontalAlignment: Text.AlignHCenter
        text: guide.words
        size: Theme.title
        font.weight: Theme.strong
        color: Theme.inkOnNight
        Accessible.role: Accessible.Heading
    }
    Component {
        id: card

        CardPicture {}
    }
    Component {
        id: paper

        PaperPicture {}
    }
    Component {
        id: slip

        SlipPicture {}
    }
    Component {
        id: icon

        Item {
            Icon {
                anchors.centerIn: parent
                name: guide.picture
                size: Math.min(parent.height, Theme.mm(60))
            }
        }
    }
}
