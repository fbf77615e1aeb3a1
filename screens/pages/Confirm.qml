pragma ComponentBehavior: Bound
import QtQuick
import "../controls"

PageFrame {
    id: page

    property var groups: []
    readonly property bool read: form.read // nobody submits what was not shown

    picture: "check-circle"
    subtitle: qsTr("请核对，提交后就不能改了")
    backText: qsTr("返回修改")
    primaryText: read ? qsTr("确认提交") : qsTr("看下一页")
    primaryIcon: read ? "check-circle" : "caret-right"
    onPrimary: {
        if (read)
            page.answered(true);
        else
            form.turn();
    }

    PaperRows {
        id: form

        width: parent.width
        room: parent.height
        groups: page.groups
    }
}
