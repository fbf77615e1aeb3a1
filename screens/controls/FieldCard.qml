import QtQuick
import "../theme"

// One question of a form: its name and hint, the place of the answer beside or below them, and what is wrong.
Rectangle {
    id: card

    default property alias content: place.data
    property string label: ""
    property string hint: ""
    property string source: "" // where the answer comes from that nobody typed here
    property string problem: ""
    property bool active: false
    property bool below: false // the answer needs the whole width
    property real labelShare: 0.4
    readonly property real padding: Theme.mm(5)
    readonly property real inner: width - 2 * padding

    implicitHeight: (complaint.visible ? complaint.y + complaint.height : place.y + place.height) + padding
    color: problem !== "" ? Theme.dangerTint : Theme.card
    radius: Theme.radius
    border.width: problem !== "" || active ? 2 * Theme.line : Theme.line
    border.color: problem !== "" ? Theme.danger : active ? Theme.primary : Theme.outline

    Column {
        id: question

        x: card.padding
        y: card.below ? card.padding : card.padding + Math.max(0, (place.height - height) / 2)
        width: card.below ? card.inner : card.inner * card.labelShare - Theme.gap

        Words {
            width: parent.width
            text: card.label
            font.weight: Theme.strong
        }
        Words {
            visible: text !== ""
            width: parent.width
            text: card.hint
            size: Theme.small
            color: Theme.inkSecondary
        }
        Words {
            objectName: "source"
            visible: text !== ""
            width: parent.width
            text: card.source
            size: Theme.small
            color: Theme.primary
        }
    }
    Item {
        id: place

        x: card.below ? card.padding : card.padding + card.inner * card.labelShare
        y: card.below ? question.y + question.height + Theme.mm(3) : card.padding
        width: card.padding + card.inner - x
        height: card.below ? childrenRect.height : Math.max(childrenRect.height, question.height)
    }
    ProblemLine {
        id: complaint

        x: card.padding
        y: place.y + place.height + Theme.mm(2)
        width: card.inner
        text: card.problem
    }
}
