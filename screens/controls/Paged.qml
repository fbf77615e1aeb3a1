import QtQuick
import "../theme"

// A column that is turned page by page with two large buttons, where it is longer than its place: nothing hides
// behind a scroll. A child is cut in two only where it is longer than a whole page, between the rows of a card or the
// lines of a text.
Item {
    id: paged

    default property alias content: column.data
    property alias spacing: column.spacing
    property int page: 0
    property bool turnable: true // else another control shows the page that is wanted
    readonly property real needed: column.height
    readonly property bool longer: column.height > height + 0.5 // a place made to measure may miss by a rounding
    readonly property list<real> starts: longer ? breaks(column.height, viewport.height) : [0]
    readonly property int turned: Math.min(page, starts.length - 1) // a change of language can leave fewer pages
    readonly property real start: starts[turned]
    readonly property real end: turned + 1 < starts.length ? starts[turned + 1] : column.height

    // Where a child may be cut, from its top.
    function rows(child: Item): list<real> {
        const text = child as Text;
        if (text)
            return Array.from({ length: text.lineCount }, (_, line) => line * text.contentHeight / text.lineCount);
        return (((child as Loader)?.item ?? child) as Card)?.rows ?? [];
    }

    function breaks(total: real, room: real): list<real> {
        const found = [0];
        let start = 0;
        for (const child of column.children) {
            const bottom = child.y + child.height;
            if (!child.visible || child.height === 0 || bottom - start <= room)
                continue;
            if (child.y > start) {
                start = child.y;
                found.push(start);
            }
            while (room > 0 && bottom - start > room) {
                const cuts = rows(child).map(row => child.y + row).filter(cut => cut > start && cut <= start + room);
                start = cuts.length > 0 ? Math.max(...cuts) : start + room;
                found.push(start);
            }
        }
        return found;
    }

    Item {
        id: viewport

        width: parent.width
        height: parent.height - (turning.visible ? turning.height + Theme.gap : 0)

        Item {
            objectName: "page"
            width: parent.width
            height: Math.floor(Math.min(parent.height, paged.end - paged.start)) // no hair of the next page
            clip: paged.longer

            Column {
                id: column

                y: -paged.start
                width: parent.width
            }
        }
    }
    PageTurner {
        id: turning

        anchors.bottom: parent.bottom
        width: parent.width
        visible: paged.longer && paged.turnable
        at: paged.turned
        count: paged.starts.length
        onTurned: at => paged.page = at
    }
}
