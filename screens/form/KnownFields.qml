pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// What is known already and only shown.
Card {
    id: card

    required property Answers answers
    property var fields: []

    padding: Theme.mm(5)
    spacing: 0

    Repeater {
        model: card.fields

        Column {
            id: fact

            required property int index
            required property var modelData

            width: parent.width

            InfoRow {
                objectName: "field:" + fact.modelData.key
                width: parent.width
                labelShare: 0.4 - Theme.mm(3) / width
                label: fact.modelData.label
                value: card.answers.values[fact.modelData.key] ?? ""
                lined: fact.index < card.fields.length - 1
            }
            ProblemLine {
                objectName: "problem:" + fact.modelData.key
                width: parent.width
                text: card.answers.problem(fact.modelData.key)
            }
        }
    }
}
