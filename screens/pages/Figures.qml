import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var groups: []
    property string note: ""
    property bool printable: false

    picture: "coins"
    alsoSaid: {
        const said = [];
        for (const group of groups)
            for (const row of group.rows)
                said.push(row.label + " " + row.value);
        return [...said, note];
    }
    secondaryText: printable ? qsTr("打印") : ""
    secondaryIcon: "printer"
    secondaryName: "print"
    primaryText: paper.read ? qsTr("好了") : qsTr("下一页")
    primaryIcon: paper.read ? "check-circle" : "caret-right"
    onSecondary: page.answered("print")
    onPrimary: {
        if (paper.read)
            page.answered("done");
        else
            paper.turn();
    }

    PaperRows {
        id: paper

        width: parent.width
        room: parent.height - note.height - Theme.gap
        groups: page.groups
    }
    NoteCard {
        id: note

        y: paper.height + Theme.gap
        width: parent.width
        text: page.note
    }
}
