import QtQuick
import "../theme"

// Where typed text stands, with a cursor that a touch sets. The keyboard writes into `text`; `label` is its name.
Touchable {
    id: entry

    property string label: ""
    property string placeholder: qsTr("点这里填写")
    property string unit: ""
    property string kind: "text" // which keys it wants: see Keyboard.layoutOf
    property bool active: false
    property bool multiline: false
    property int maximumLength: 1000
    property var pattern: null // what a text that is being typed must match, where not everything goes
    property string shown: text // digits in groups; the cursor then stays at their end
    property int cursor: 0 // before which character the next one is written
    readonly property bool grouped: shown !== text
    readonly property real padding_: Theme.mm(5)

    signal edited(text: string)

    implicitHeight: Math.max(Theme.target, Theme.mm(20), written.height + Theme.mm(6), multiline ? 3 * Theme.body * 1.5 + Theme.mm(6) : 0)
    Accessible.role: Accessible.EditableText
    Accessible.name: label + ": " + (text === "" ? qsTr("请填写") : shown + unit)
    onTextChanged: cursor = Math.min(cursor, text.length)
    Component.onCompleted: cursor = text.length
    onPressed: {
        if (!grouped)
            cursor = written.positionAt(pressX - written.x, pressY - written.y);
    }

    // False where the piece does not go in.
    function insert(piece: string): bool {
        const next = text.slice(0, cursor) + piece + text.slice(cursor);
        if (next.length > maximumLength || (pattern && !pattern.test(next)))
            return false;
        write(next, cursor + piece.length);
        return true;
    }

    // One character as the eye counts it: rare ones of names are two of JavaScript's.
    function erase() {
        const before = Array.from(text.slice(0, cursor));
        before.pop();
        const rest = before.join("");
        write(rest + text.slice(cursor), rest.length);
    }

    function clear() {
        write("", 0);
    }

    function move(forward: bool) {
        if (forward)
            cursor += (Array.from(text.slice(cursor))[0] ?? "").length;
        else
            cursor -= (Array.from(text.slice(0, cursor)).pop() ?? "").length;
    }

    function write(next: string, place: int) {
        const changes = next !== text;
        text = next;
        cursor = place;
        if (changes)
            edited(next);
    }

    background: Rectangle {
        radius: Theme.radius
        color: entry.down ? Theme.cardPressed : entry.active ? Theme.tint : Theme.card
        border.width: entry.active ? 2 * Theme.line : Theme.line
        border.color: entry.active || entry.down ? Theme.primary : Theme.shape
    }
    contentItem: Item {
        TextEdit {
            id: written

            x: entry.padding_
            y: entry.multiline ? Theme.mm(3) : (entry.height - height) / 2
            width: entry.width - 2 * x - (unitWords.visible ? unitWords.width + Theme.mm(2) : 0)
            enabled: false // the touches are the entry's
            readOnly: true
            text: entry.shown
            color: Theme.ink
            font.family: Theme.family
            font.pixelSize: Math.round(entry.multiline ? Theme.body : Theme.heading)
            font.weight: entry.multiline ? Theme.regular : Theme.strong
            textFormat: TextEdit.PlainText
            wrapMode: TextEdit.Wrap
            Accessible.ignored: true
        }
        Words {
            x: entry.padding_
            y: entry.multiline ? written.y : (entry.height - height) / 2
            width: entry.width - 2 * x
            visible: entry.text === "" && !entry.active
            text: entry.placeholder
            color: Theme.inkSecondary
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
        Rectangle { // the cursor
            readonly property rect place: at(entry.grouped ? entry.shown.length : entry.cursor, written.contentHeight)

            // Where a character stands changes with the lines, too.
            function at(character: int, _height: real): rect {
                return written.positionToRectangle(character);
            }

            x: written.x + place.x
            y: written.y + place.y
            visible: entry.active
            width: Theme.mm(0.8)
            height: place.height
            color: Theme.primary
        }
        Words {
            id: unitWords

            anchors.right: parent.right
            anchors.rightMargin: entry.padding_
            anchors.verticalCenter: parent.verticalCenter
            visible: entry.unit !== "" && entry.text !== ""
            text: entry.unit
            color: Theme.inkSecondary
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
