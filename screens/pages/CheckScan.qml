pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

PageFrame {
    id: page

    property var pages: []
    property int shown: 0
    property bool more: false
    property string problem: ""

    // What the citizen has made of them: {number, quarters} in the new order, and which of them is looked at.
    property var kept: []
    property int at: 0
    readonly property var current: kept.length > 0 ? kept[at] : null
    readonly property bool several: kept.length > 1

    Component.onCompleted: {
        kept = pages.map((_, number) => ({ number: number, quarters: 0 }));
        at = shown;
    }

    function changed(change: var) {
        const next = kept.slice();
        change(next);
        at = Math.max(0, Math.min(at, next.length - 1));
        kept = next;
    }
    function wants(wish: string) {
        answered({ wish: wish, kept: kept.map(each => [each.number, each.quarters]), shown: at });
    }

    picture: "file-text"
    alsoSaid: [problem]
    subtitle: qsTr("请看一看：字清楚吗？四个角都在吗？")
    secondaryName: "again"
    secondaryText: several ? qsTr("重拍这页") : qsTr("重新拍摄")
    secondaryIcon: "camera"
    primaryName: "keep"
    primaryText: several ? qsTr("使用这 %1 页").arg(kept.length) : qsTr("使用这张")
    primaryIcon: "check"
    primaryEnabled: picture.status === Image.Ready
    onSecondary: wants("again")
    onPrimary: wants("done")

    Column {
        id: head

        width: parent.width
        bottomPadding: note.visible ? Theme.gap : 0

        NoteCard {
            id: note

            objectName: "problem"
            width: parent.width
            tone: "problem"
            text: page.problem
        }
    }
    Rectangle {
        id: table

        y: head.height
        width: parent.width
        height: parent.height - y - tools.height - Theme.gap
        radius: Theme.radius
        color: Theme.night

        Item {
            id: sheet

            anchors.fill: parent
            anchors.margins: Theme.mm(3)

            Image {
                id: picture

                readonly property bool lying: page.current !== null && page.current.quarters % 2 === 1

                objectName: "picture"
                anchors.centerIn: parent
                width: lying ? sheet.height : sheet.width
                height: lying ? sheet.width : sheet.height
                rotation: page.current !== null ? 90 * page.current.quarters : 0
                source: page.current !== null ? page.pages[page.current.number] : ""
                cache: false // nothing of it may outlive the page
                fillMode: Image.PreserveAspectFit
                smooth: true
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("刚才拍的照片")
            }
        }
    }
    Column {
        id: tools

        anchors.bottom: parent.bottom
        width: parent.width
        spacing: Theme.gap

        PageTurner {
            width: parent.width
            visible: page.several
            at: page.at
            count: page.kept.length
            onTurned: at => page.at = at
        }
        Grid {
            id: grid

            readonly property real cell: (width - columnSpacing) / 2

            width: parent.width
            columns: 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            SecondaryButton {
                objectName: "turn"
                width: page.more || page.several ? grid.cell : grid.width
                text: qsTr("转一下方向")
                iconName: "arrow-clockwise"
                onClicked: page.changed(next => {
                    const turned = next[page.at];
                    next[page.at] = { number: turned.number, quarters: (turned.quarters + 1) % 4 };
                })
            }
            SecondaryButton {
                objectName: "add"
                width: grid.cell
                visible: page.more || page.several
                enabled: page.more || page.kept.length < page.pages.length
                text: qsTr("再拍一页")
                iconName: "plus-circle"
                onClicked: page.wants("add")
            }
            SecondaryButton {
                objectName: "forward"
                width: grid.cell
                visible: page.several
                enabled: page.at > 0
                text: qsTr("往前挪一页")
                iconName: "arrow-left"
                onClicked: {
                    page.changed(next => next.splice(page.at - 1, 0, next.splice(page.at, 1)[0]));
                    page.at -= 1;
                }
            }
            SecondaryButton {
                objectName: "remove"
                width: grid.cell
                visible: page.several
                text: qsTr("删掉这页")
                iconName: "trash"
                onClicked: page.changed(next => next.splice(page.at, 1))
            }
        }
    }
}
