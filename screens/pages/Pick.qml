pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var choices: []
    property string picked: ""
    property int columns: 3
    property bool enough: false
    readonly property real space: Theme.elder ? Theme.gap : Theme.mm(4)
    readonly property int across: {
        const most = Math.min(columns, choices.length);
        const room = count => (paged.width - (count - 1) * space) / count - 2 * Theme.mm(4);
        for (let count = most; count > 1; count--)
            if (longest.advanceWidth <= room(count))
                return count;
        return 1;
    }
    readonly property var rows: {
        const found = [];
        for (let at = 0; at < choices.length; at += across)
            found.push(choices.slice(at, at + across));
        return found;
    }

    subtitle: picked === "" ? qsTr("点一下") : qsTr("已选：%1").arg(picked)
    secondaryText: enough ? qsTr("选到这里就好") : ""
    secondaryName: "enough"
    onSecondary: answered(" enough")

    TextMetrics {
        id: longest

        font.family: Theme.family
        font.pixelSize: Math.round(Theme.body)
        text: page.choices.reduce((most, each) => each.label.length > most.length ? each.label : most, "")
    }
    Paged {
        id: paged

        anchors.fill: parent
        spacing: page.space

        Repeater {
            model: page.rows

            Row {
                id: row

                required property var modelData
                readonly property real tallest: {
                    let most = Theme.target;
                    for (let i = 0; i < buttons.made; i++)
                        most = Math.max(most, (buttons.itemAt(i) as ChoiceButton)?.implicitHeight ?? 0);
                    return most;
                }

                width: paged.width
                height: tallest
                spacing: page.space

                Repeater {
                    id: buttons

                    property int made: 0 // itemAt tells nobody when there is one: a page is made bit by bit

                    model: row.modelData
                    onItemAdded: made += 1
                    onItemRemoved: made -= 1

                    ChoiceButton {
                        required property var modelData

                        objectName: "choice:" + modelData.value
                        width: Math.floor((paged.width - (page.across - 1) * page.space) / page.across)
                        height: row.tallest
                        text: modelData.label
                        onClicked: page.answered(modelData.value)
                    }
                }
            }
        }
    }
}
