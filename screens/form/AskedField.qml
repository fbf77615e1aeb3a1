pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// One field that the citizen answers, by the means of its kind.
FieldCard {
    id: card

    required property Answers answers
    property var field: ({})
    property TextEntry entry: null // what the keyboard writes into
    readonly property bool chooses: field.kind === "choice" || field.kind === "choices"
    readonly property bool digital: answers.digital(field)
    readonly property bool writes: !chooses && !digital && field.kind !== "commitment" && field.kind !== "table"

    signal choosing()
    signal wantsDigits()
    signal wantsKeys(box: TextEntry)
    signal gone(box: TextEntry)
    signal aside(way: string, row: int)

    label: field.label + (field.required ? "" : qsTr("（选填）"))
    hint: field.hint
    source: problem === "" && answers.stands(field) ? field.source : ""
    problem: answers.problem(field.key)
    below: !digital && !(writes && Theme.low)

    Column {
        width: parent.width
        visible: card.digital
        spacing: Theme.elder ? Theme.gap : Theme.mm(4)

        ValueBox {
            objectName: "field:" + card.field.key
            width: parent.width
            text: card.field.label
            value: card.answers.pretty(card.field)
            unit: card.field.kind === "money" ? qsTr("元") : ""
            active: card.active
            onClicked: card.wantsDigits()
        }
        SecondaryButton {
            objectName: "calendar:" + card.field.key
            width: parent.width
            visible: card.field.kind === "date" && !card.active
            text: qsTr("点选日期")
            iconName: "calendar-check"
            onClicked: card.aside("calendar", 0)
        }
    }
    ChoiceGrid {
        objectName: "field:" + card.field.key
        width: parent.width
        visible: card.chooses
        choices: card.field.choices
        many: card.field.kind === "choices"
        chosen: (card.answers.typed[card.field.key] ?? "").split("\n")
        onTouched: value => {
            card.choosing();
            if (many)
                card.answers.toggle(card.field, value);
            else
                card.answers.write(card.field.key, value);
        }
    }
    Loader {
        width: parent.width
        active: card.writes
        visible: active

        sourceComponent: Column {
            spacing: Theme.elder ? Theme.gap : Theme.mm(4)

            Words {
                objectName: "place:" + card.field.key
                width: parent.width
                visible: text !== ""
                text: card.answers.placeOf(card.field)
            }
            SecondaryButton {
                objectName: "region:" + card.field.key
                width: parent.width
                visible: card.field.byRegion && !box.active
                text: card.answers.placeOf(card.field) === "" ? qsTr("选地区") : qsTr("换地区")
                iconName: "map-pin"
                onClicked: card.aside("region", 0)
            }
            TextEntry {
                id: box

                objectName: "field:" + card.field.key
                width: parent.width
                label: card.field.label
                text: card.answers.typed[card.field.key] ?? ""
                kind: card.field.kind
                multiline: ["longText", "address"].includes(card.field.kind)
                maximumLength: card.field.mostCharacters
                pattern: card.field.kind === "decimal" ? /^-?(\d{1,12}(\.\d{0,6})?)?$/ : null
                active: card.entry === box
                onEdited: text => card.answers.write(card.field.key, text)
                onClicked: card.wantsKeys(box)
                Component.onDestruction: card.gone(box)
            }
        }
    }
    Loader {
        width: parent.width
        active: card.field.kind === "table"
        visible: active

        sourceComponent: TableRows {
            field: card.field
            rows: card.answers.values[card.field.key] ?? []
            onAside: (way, row) => card.aside(way, row)
        }
    }
    Loader {
        width: parent.width
        active: card.field.kind === "commitment"
        visible: active

        sourceComponent: Column {
            spacing: Theme.mm(4)

            Words {
                width: parent.width
                text: card.field.words
            }
            ChoiceButton {
                objectName: "commit:" + card.field.key
                width: parent.width
                many: true
                text: qsTr("我已看过，同意这样承诺")
                chosen: card.answers.typed[card.field.key] === "yes"
                onClicked: card.answers.write(card.field.key, chosen ? "" : "yes")
            }
        }
    }
}
