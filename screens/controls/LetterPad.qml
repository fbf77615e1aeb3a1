pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// The 26 letters in their order, delete and clear: enough for pinyin and initials, and every key is large.
Item {
    id: pad

    readonly property int columns: width > height * 4 ? 14 : 7
    readonly property real space: Theme.elder ? Theme.gap : Theme.mm(4)
    readonly property real keyHeight: Math.max(Theme.target, Theme.mm(19))
    readonly property real keyWidth: (width - (columns - 1) * space) / columns

    signal letter(text: string)
    signal erase()
    signal clear()

    implicitHeight: 28 / columns * keyHeight + (28 / columns - 1) * space
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("拼音字母键盘")

    Repeater {
        model: 28

        PadKey {
            required property int index
            readonly property bool erases: index === 26
            readonly property bool clears: index === 27

            objectName: erases ? "delete" : clears ? "clear" : "letter:" + text.toLowerCase()
            x: (index % pad.columns) * (pad.keyWidth + pad.space)
            y: Math.floor(index / pad.columns) * (pad.keyHeight + pad.space)
            width: pad.keyWidth
            height: pad.keyHeight
            text: erases ? qsTr("删除") : clears ? qsTr("清空") : String.fromCharCode(65 + index)
            iconName: erases ? "backspace" : clears ? "eraser" : ""
            onPressed: erases ? pad.erase() : clears ? pad.clear() : pad.letter(text.toLowerCase())
        }
    }
}
