pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var groups: []
    readonly property bool read: form.turned === form.starts.length - 1 // nobody submits what was not shown

    // A heading stays with the first row under it.
    readonly property var entries: {
        const found = [];
        for (const group of groups)
            for (const [place, row] of group.rows.entries())
                found.push({
                    heading: place === 0 ? group.heading : "", row: row, first: found.length === 0,
                    last: place === group.rows.length - 1
                });
        return found;
    }

    subtitle: qsTr("请核对，提交后就不能改了")
    backText: qsTr("返回修改")
    primaryText: read ? qsTr("确认提交") : qsTr("看下一页")
    primaryIcon: read ? "check-circle" : "caret-right"
    onPrimary: {
        if (read)
            page.answered(true);
        else
            form.page = form.turned + 1;
    }

    Rectangle {
        width: parent.width
        height: Math.min(parent.height, form.needed + 2 * form.y)
        radius: Theme.radius
        color: Theme.card
        border.color: Theme.outline
        border.width: Theme.line

        Paged {
            id: form

            x: Theme.mm(7)
            y: Theme.mm(6)
            width: parent.width - 2 * x
            height: parent.height - 2 * y

            Repeater {
                model: page.entries

                Column {
                    id: entry

                    required property var modelData

                    width: form.width
                    topPadding: heading.visible && !modelData.first ? Theme.mm(6) : 0

                    Words {
                        id: heading

                        visible: text !== ""
                        width: parent.width
                        bottomPadding: Theme.mm(1)
                        text: entry.modelData.heading
                        size: Theme.heading
                        font.weight: Theme.strong
                        color: Theme.primary
                    }
                    InfoRow {
                        width: parent.width
                        label: entry.modelData.row.label
                        value: entry.modelData.row.value
                        labelShare: 0.36
                        lined: !entry.modelData.last
                    }
                }
            }
        }
    }
}
