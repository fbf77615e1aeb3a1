pragma ComponentBehavior: Bound
import QtQuick
import screens.input_method
import "../controls"
import "../theme"
import "layouts.js" as Layouts

// The keys at the bottom of a page. They write into `target`, act when the finger comes down, and learn nothing.
// The page keeps the target above them: they take the height `implicitHeight` while `target` is set.
FocusScope {
    id: keyboard

    property TextEntry target: null
    property string layoutName: target ? layoutOf(target.kind) : "pinyin"
    property bool shifted: false
    property bool withDone: true
    readonly property string spelt: layoutName === "pinyin" ? composer?.typed ?? "" : "" // letters of no hanzi yet

    readonly property var layout: Layouts.keys(layoutName)
    readonly property bool composes: layoutName === "pinyin" || layoutName === "strokes"
    readonly property bool narrow: layout.columns < 9 // a pad of digits
    readonly property real space: Theme.mm(narrow ? 4 : 3)
    readonly property real edge: Theme.mm(5)
    readonly property real room: Math.min(width - 2 * edge, Theme.mm(narrow ? 180 : 330))
    readonly property real column: (room + space) / layout.columns
    readonly property real row: Theme.target + (narrow ? Theme.mm(2) : 0) + space
    readonly property bool opened: target !== null

    signal done()

    implicitHeight: opened ? plate.height : 0
    height: implicitHeight
    visible: opened
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("键盘")

    function layoutOf(kind: string): string {
        switch (kind) {
        case "phone": case "number": case "digits": return "digits";
        case "money": return "money";
        case "idNumber": return "idNumber";
        case "creditCode": return "creditCode";
        case "decimal": return "decimal";
        case "codes": return "codes";
        case "letters": case "email": return "letters";
        default: return "pinyin";
        }
    }

    function face(does: string): string {
        switch (does) {
        case "erase": return qsTr("删除");
        case "clear": return qsTr("清空");
        case "done": return qsTr("完成");
        case "space": return qsTr("空格");
        case "pinyin": return qsTr("拼音");
        case "strokes": return qsTr("笔画");
        case "letters": return qsTr("英文");
        case "symbols": return qsTr("符号");
        case "shift": return qsTr("大写");
        case "'": return qsTr("分词");
        }
        if (layoutName === "strokes" && does === "0")
            return strokes.unknown;
        if (layoutName === "strokes" && strokes.signs[does] !== undefined)
            return strokes.signs[does];
        return shifted && layoutName === "letters" ? does.toUpperCase() : does;
    }

    function press(does: string) {
        switch (does) {
        case "erase":
            if (!composer.erase())
                target.erase();
            return;
        case "clear":
            if (composer.typed !== "")
                composer.clear();
            else
                target.clear();
            return;
        case "done":
            settle();
            done();
            return;
        case "shift":
            shifted = !shifted;
            return;
        case "space":
            if (composer.typed !== "")
                choose(0);
            else
                target.insert(" ");
            return;
        case "pinyin": case "strokes": case "letters": case "symbols":
            settle();
            shifted = false;
            layoutName = does;
            return;
        }
        if (composes && (does === "'" || /^[a-z0-5]$/.test(does))) {
            composer.type(does);
        } else {
            settle();
            target.insert(face(does));
            shifted = false;
        }
    }

    function choose(place: int) {
        target.insert(composer.choose(place));
        candidates.page = 0;
        if (composer.typed === "")
            candidates.open = false;
    }

    // What is typed but not chosen goes in as its likeliest reading, never away unseen.
    function settle() {
        const text = composer.settle();
        if (text !== "")
            target?.insert(text);
        candidates.open = false;
    }

    onTargetChanged: {
        composer.clear();
        shifted = false;
        candidates.open = false;
        layoutName = target ? layoutOf(target.kind) : "pinyin";
        if (composes)
            composer.prepare();
    }
    onLayoutNameChanged: {
        composer.mode = layoutName === "strokes" ? "strokes" : "pinyin";
        if (composes && opened)
            composer.prepare();
    }

    Composer {
        id: composer

        Component.onDestruction: close() // with it goes all that was typed
    }
    QtObject {
        id: strokes

        readonly property var signs: ({ "1": "一", "2": "丨", "3": "丿", "4": "丶", "5": "乛", "0": "？" })
        readonly property string unknown: qsTr("不清楚的一笔")
        readonly property var names: ({ "1": qsTr("横"), "2": qsTr("竖"), "3": qsTr("撇"), "4": qsTr("点、捺"),
            "5": qsTr("折"), "0": unknown })
    }
    Rectangle {
        id: plate

        width: parent.width
        height: keys.y + keys.height + keyboard.edge
        color: Theme.tint

        Rectangle {
            width: parent.width
            height: Theme.line
            color: Theme.outline
        }
        MouseArea { // a finger between two keys hits nothing behind them
            anchors.fill: parent
        }
        Candidates {
            id: candidates

            x: keyboard.edge
            y: keyboard.edge
            width: parent.width - 2 * x
            visible: keyboard.composes
            typed: keyboard.layoutName === "strokes"
                ? Array.from(composer?.typed ?? "").map(key => strokes.signs[key]).join(" ") : composer?.typed ?? ""
            found: composer?.candidates ?? []
            gridHeight: keys.height
            onChosen: place => keyboard.choose(place)
            onMoved: forward => keyboard.target?.move(forward)
        }
        Item {
            id: keys

            x: (parent.width - keyboard.room) / 2
            y: keyboard.composes ? candidates.y + candidates.height + keyboard.space : keyboard.edge
            width: keyboard.room
            height: keyboard.layout.rows * keyboard.row - keyboard.space
            visible: !candidates.open

            Repeater {
                model: 50 // one set of keys for every layout

                KeyboardKey {
                    id: key

                    required property int index
                    readonly property var place: keyboard.layout.keys[index] ?? null
                    readonly property string does: place?.does ?? ""
                    readonly property bool changes: ["pinyin", "strokes", "letters", "symbols", "done"].includes(does)

                    objectName: "key:" + does
                    visible: place !== null && (keyboard.withDone || does !== "done")
                    x: place ? place.x * keyboard.column : 0
                    y: place ? place.y * keyboard.row : 0
                    width: place ? place.width * keyboard.column - keyboard.space : 0
                    height: place ? place.height * keyboard.row - keyboard.space : 0
                    text: place ? keyboard.face(does) : ""
                    hint: keyboard.layoutName === "strokes" && does in strokes.names && does !== "0" ? strokes.names[does]
                        : keyboard.layoutName === "pinyin" && does === "v" ? "ü" : ""
                    iconName: does === "erase" ? "backspace" : does === "shift" ? "arrow-fat-up" : ""
                    acts: does.length > 1 || (does === "0" && keyboard.layoutName === "strokes") || (does === "'" && keyboard.composes)
                    main: does === "done" || (does === "shift" && keyboard.shifted)
                    Accessible.name: keyboard.layoutName === "strokes" && does in strokes.names
                        ? strokes.names[does] : text
                    // What writes acts at the touch; what changes the keys waits until the finger has left them.
                    onPressed: if (!changes) keyboard.press(does)
                    onClicked: if (changes) keyboard.press(does)
                }
            }
        }
    }
}
