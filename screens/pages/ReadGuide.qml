pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property string department: ""
    property var facts: []
    property string note: ""
    property var sections: []
    property string version: ""
    property string closed: ""

    subtitle: department
    // One entry a line; a heading stays with the first line under it.
    readonly property var entries: {
        const found = [];
        for (const section of sections)
            section.lines.forEach((line, index) =>
                found.push({ heading: index === 0 ? section.heading : "", line: line, first: found.length === 0 }));
        return found;
    }

    primaryText: closed === "" ? qsTr("开始办理") : ""
    onPrimary: page.answered(true)

    Column {
        id: top

        width: parent.width
        spacing: Theme.gap

        NoteCard {
            objectName: "closed"
            width: parent.width
            visible: page.closed !== ""
            tone: "caution"
            heading: qsTr("这件事现在不能在本机办理")
            text: page.closed
        }
        NoteCard {
            width: parent.width
            visible: page.note !== "" && page.closed === ""
            text: page.note
        }
        Card {
            width: parent.width
            visible: page.facts.length > 0
            padding: Theme.mm(5)

            Grid {
                id: grid

                width: parent.width
                columns: page.facts.length > 1 ? 2 : 1
                columnSpacing: Theme.gap
                rowSpacing: Theme.mm(4)

                Repeater {
                    model: page.facts

                    Column {
                        id: fact

                        required property var modelData

                        width: (grid.width - (grid.columns - 1) * grid.columnSpacing) / grid.columns

                        Words {
                            width: parent.width
                            text: fact.modelData.label
                            size: Theme.small
                            color: Theme.inkSecondary
                        }
                        Words {
                            width: parent.width
                            text: fact.modelData.value
                            font.weight: Theme.strong
                        }
                    }
                }
            }
        }
    }
    Rectangle {
        y: top.height + (top.height > 0 ? Theme.gap : 0)
        width: parent.width
        height: Math.min(implicitHeight, parent.height - y - edition.height - Theme.mm(2))
        implicitHeight: guide.needed + 2 * guide.y
        visible: page.sections.length > 0
        color: Theme.card
        radius: Theme.radius
        border.color: Theme.outline
        border.width: Theme.line

        Paged {
            id: guide

            x: Theme.mm(6)
            y: Theme.mm(5)
            width: parent.width - 2 * x
            height: parent.height - 2 * y
            spacing: Theme.mm(2)

            Repeater {
                model: page.entries

                Column {
                    id: entry

                    required property var modelData

                    width: guide.width
                    topPadding: heading.visible && !modelData.first ? Theme.mm(4) : 0
                    spacing: Theme.mm(2)

                    Words {
                        id: heading

                        visible: text !== ""
                        width: parent.width
                        text: entry.modelData.heading
                        font.weight: Theme.strong
                        color: Theme.primary
                    }
                    Words {
                        width: parent.width
                        text: entry.modelData.line
                    }
                }
            }
        }
    }
    Words {
        id: edition

        anchors.bottom: parent.bottom
        width: parent.width
        text: page.version === "" ? "" : qsTr("指南版本 %1").arg(page.version)
        size: Theme.small
        color: Theme.inkSecondary
    }
}
