pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Large buttons of equal size, in as many columns as the longest label allows.
Item {
    id: grid

    property var choices: []
    property var chosen: []
    property bool many: false
    property string prefix: "choice:"
    property int mostColumns: 3
    property int leastColumns: 1
    property real textSize: Theme.body
    readonly property real space: Theme.elder ? Theme.gap : Theme.mm(4)
    readonly property real longest: {
        let most = 0;
        for (let i = 0; i < buttons.made; i++)
            most = Math.max(most, (buttons.itemAt(i) as ChoiceButton)?.needed ?? 0);
        return most;
    }
    readonly property int columns: {
        for (let count = Math.min(mostColumns, choices.length); count > leastColumns; count--)
            if (longest <= (width - (count - 1) * space) / count)
                return count;
        return Math.max(1, Math.min(leastColumns, choices.length));
    }
    readonly property real tallest: {
        let most = 0;
        for (let i = 0; i < buttons.made; i++)
            most = Math.max(most, (buttons.itemAt(i) as ChoiceButton)?.implicitHeight ?? 0);
        return most;
    }

    signal touched(value: string)

    implicitHeight: flow.height

    Flow {
        id: flow

        width: parent.width
        spacing: grid.space

        Repeater {
            id: buttons

            property int made: 0 // itemAt tells nobody when there is one: a page is made bit by bit

            model: grid.choices
            onItemAdded: made += 1
            onItemRemoved: made -= 1

            ChoiceButton {
                required property var modelData

                objectName: grid.prefix + modelData.value
                width: Math.floor((grid.width - (grid.columns - 1) * grid.space) / grid.columns)
                height: grid.tallest
                text: modelData.label
                many: grid.many
                textSize: grid.textSize
                chosen: grid.chosen.includes(modelData.value)
                onClicked: grid.touched(modelData.value)
            }
        }
    }
}
