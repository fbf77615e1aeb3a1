pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Ten digits and the 24 letters that codes are made of (no I, no O), delete and clear.
Item {
    id: pad

    readonly property string signs: "1234567890ABCDEFGHJKLMNPQRSTUVWXYZ"
    readonly property int columns: 8
    readonly property int rows: 5 // the last one has two letters, and room for two wide keys
    readonly property int wide: 3
    readonly property real space: Theme.elder ? Theme.gap : Theme.mm(4)
    readonly property real keyHeight: Math.max(Theme.target, Theme.mm(22))
    readonly property real keyWidth: (width - (columns - 1) * space) / columns

    signal sign(text: string)
    signal erase()
    signal clear()

    implicitHeight: rows * keyHeight + (rows - 1) * space
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("字母和数字键盘")

    Repeater {
        model: 36

        PadKey {
            required property int index
            readonly property bool erases: index === 34
            readonly property bool clears: index === 35

            objectName: erases ? "delete" : clears ? "clear" : "key:" + text
            x: (clears ? pad.columns - pad.wide : index % pad.columns) * (pad.keyWidth + pad.space)
            y: Math.floor(index / pad.columns) * (pad.keyHeight + pad.space)
            width: erases || clears ? pad.wide * pad.keyWidth + (pad.wide - 1) * pad.space : pad.keyWidth
            height: pad.keyHeight
            text: erases ? qsTr("删除") : clears ? qsTr("清空") : pad.signs[index]
            iconName: erases ? "backspace" : clears ? "eraser" : ""
            onPressed: erases ? pad.erase() : clears ? pad.clear() : pad.sign(text)
        }
    }
}
