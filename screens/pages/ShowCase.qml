pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string standing: ""
    property string due: ""
    property string nextStep: ""
    property var stations: []
    property var sections: []
    property string tone: "info"
    property bool printable: false
    property bool correctable: false

    alsoSaid: [standing, due, nextStep]
    secondaryText: printable ? qsTr("打印") : ""
    secondaryIcon: "printer"
    secondaryName: "print"
    primaryText: correctable ? qsTr("现在补正") : qsTr("好了")
    primaryIcon: correctable ? "note-pencil" : "check-circle"
    onSecondary: page.answered("print")
    onPrimary: page.answered(correctable ? "correct" : "done")

    Paged {
        id: paged

        anchors.fill: parent
        spacing: Theme.gap

        NoteCard {
            objectName: "state"
            width: paged.width
            tone: page.tone
            heading: page.standing
            text: [page.due, page.nextStep].filter(part => part !== "").join("\n")
        }
        Repeater {
            model: page.sections

            Card {
                id: card

                required property var modelData

                width: paged.width

                Words {
                    width: parent.width
                    text: card.modelData.heading
                    font.weight: Theme.strong
                    color: Theme.primary
                }
                Repeater {
                    model: card.modelData.lines

                    Words {
                        required property string modelData

                        width: card.width - 2 * card.padding // a line may outlive its column by a moment
                        text: modelData
                    }
                }
            }
        }
        Repeater {
            model: page.stations

            StationRow {
                required property var modelData
                required property int index

                width: paged.width
                name: modelData.name
                mark: modelData.state
                when: modelData.when
                note: modelData.note
                first: index === 0
                last: index === page.stations.length - 1
            }
        }
    }
}
