pragma ComponentBehavior: Bound
import QtQuick
import "../controls"
import "../theme"

// What the typed keys may mean: a strip with the likeliest, or a sheet of them over the keys. Turned by two large
// arrows. While nothing is typed the arrows move the cursor.
Item {
    id: candidates

    property string typed: ""
    property list<string> found: []
    property bool open: false
    property int page: 0
    property real gridHeight: 0
    readonly property real space: Theme.mm(3)
    readonly property real size: Theme.heading * 1.1
    readonly property real arrow: Theme.target
    readonly property real letters: Theme.small * 1.5
    readonly property real rowHeight: Theme.target
    readonly property int rows: open ? 1 + Math.floor((gridHeight + space) / (rowHeight + space)) : 1
    readonly property real room: width - 3 * (arrow + space)
    readonly property list<var> pages: broken(found, page + 2) // only as far as an arrow can lead next
    readonly property var shown: pages[Math.min(page, pages.length - 1)] ?? []

    signal chosen(place: int)
    signal moved(forward: bool)

    implicitHeight: letters + rowHeight
    height: implicitHeight

    function widthOf(text: string): real {
        return Math.min(room, Math.max(Theme.target, text.length * size + Theme.mm(6)));
    }

    // The first pages of places: which candidate, where it stands.
    function broken(all: list<string>, most: int): list<var> {
        const pages = [];
        let page = [], x = 0, row = 0;
        for (let index = 0; index < all.length && pages.length < most; index++) {
            const width = widthOf(all[index]);
            if (x > 0 && x + width > (row === 0 ? room : candidates.width)) {
                x = 0;
                row++;
                if (row >= rows) {
                    pages.push(page);
                    page = [];
                    row = 0;
                }
            }
            page.push({ index: index, text: all[index], x: x, row: row, width: width });
            x += width + space;
        }
        if (page.length > 0 && pages.length < most)
            pages.push(page);
        return pages;
    }

    onFoundChanged: if (found.length === 0) open = false
    onTypedChanged: page = 0
    onOpenChanged: page = 0

    Words {
        height: candidates.letters
        text: candidates.typed !== "" ? candidates.typed : qsTr("两个箭头移动光标")
        size: Theme.small
        color: candidates.typed !== "" ? Theme.primary : Theme.inkSecondary
        font.weight: candidates.typed !== "" ? Theme.strong : Theme.regular
        wrapMode: Text.NoWrap
        elide: Text.ElideLeft
        width: parent.width
        lineHeight: 1
    }
    Repeater {
        model: candidates.open ? 60 : 12

        Touchable {
            id: candidate

            required property int index
            readonly property var place: candidates.shown[index] ?? null

            objectName: "candidate:" + (place?.text ?? "")
            visible: place !== null
            x: place?.x ?? 0
            y: candidates.letters + (place?.row ?? 0) * (candidates.rowHeight + candidates.space)
            width: place?.width ?? 0
            height: candidates.rowHeight
            text: place?.text ?? ""
            onClicked: candidates.chosen(place.index)

            background: Rectangle {
                radius: Theme.mm(3)
                color: candidate.down ? Theme.cardPressed : Theme.card
                border.width: Theme.line
                border.color: candidate.down || candidate.place?.index === 0 ? Theme.primary : Theme.outline
            }
            contentItem: Item {
                Words {
                    anchors.centerIn: parent
                    text: candidate.text
                    size: Math.min(candidates.size, (candidate.width - Theme.mm(4)) / Math.max(1, text.length))
                    wrapMode: Text.NoWrap
                    color: candidate.place?.index === 0 ? Theme.primary : Theme.ink
                    lineHeight: 1
                    Accessible.ignored: true
                }
            }
        }
    }
    Row {
        anchors.right: parent.right
        y: candidates.letters
        spacing: candidates.space

        KeyboardKey {
            objectName: "candidates:before"
            width: candidates.arrow
            height: candidates.rowHeight
            acts: true
            iconName: "caret-left"
            enabled: candidates.typed === "" || candidates.page > 0
            opacity: enabled ? 1 : 0.35
            text: candidates.typed === "" ? qsTr("光标向左") : qsTr("上一页")
            onPressed: candidates.typed === "" ? candidates.moved(false) : candidates.page--
        }
        KeyboardKey {
            objectName: "candidates:next"
            width: candidates.arrow
            height: candidates.rowHeight
            acts: true
            iconName: "caret-right"
            enabled: candidates.typed === "" || candidates.page < candidates.pages.length - 1
            opacity: enabled ? 1 : 0.35
            text: candidates.typed === "" ? qsTr("光标向右") : qsTr("下一页")
            onPressed: candidates.typed === "" ? candidates.moved(true) : candidates.page++
        }
        KeyboardKey {
            objectName: "candidates:more"
            width: candidates.arrow
            height: candidates.rowHeight
            acts: true
            iconName: candidates.open ? "caret-up" : "caret-down"
            visible: candidates.found.length > 0
            text: candidates.open ? qsTr("收起") : qsTr("更多字")
            onPressed: candidates.open = !candidates.open
        }
    }
}
