pragma ComponentBehavior: Bound
import QtQuick
import "../theme"

// Ten digits, a point where amounts are typed, delete, clear, and done where the page has no other way to end.
Item {
    id: pad

    property bool withPoint: false
    property bool withDone: true
    readonly property real space: Theme.elder ? Theme.gap : Theme.mm(3)
    readonly property real keyHeight: Math.max(Theme.target, Theme.mm(20))
    readonly property real keyWidth: (width - 3 * space) / 4

    signal digit(text: string)
    signal erase()
    signal clear()
    signal done()

    implicitHeight: 4 * keyHeight + 3 * space
    Accessible.role: Accessible.Grouping
    Accessible.name: qsTr("数字键盘")

    Repeater {
        model: 9

        PadKey {
            required property int index

            objectName: "digit:" + text
            x: (index % 3) * (pad.keyWidth + pad.space)
            y: Math.floor(index / 3) * (pad.keyHeight + pad.space)
            width: pad.keyWidth
            height: pad.keyHeight
            text: index + 1
            onPressed: pad.digit(text)
        }
    }
    PadKey {
        objectName: "digit:."
        y: 3 * (pad.keyHeight + pad.space)
        width: pad.keyWidth
        height: pad.keyHeight
        visible: pad.withPoint
        text: "."
        Accessible.name: qsTr("小数点")
        onPressed: pad.digit(text)
    }
    PadKey {
        objectName: "digit:0"
        x: pad.withPoint ? pad.keyWidth + pad.space : 0
        y: 3 * (pad.keyHeight + pad.space)
        width: 3 * pad.keyWidth + 2 * pad.space - x
        height: pad.keyHeight
        text: "0"
        onPressed: pad.digit(text)
    }
    PadKey {
        objectName: "delete"
        x: 3 * (pad.keyWidth + pad.space)
        width: pad.keyWidth
        height: pad.withDone ? pad.keyHeight : 2 * pad.keyHeight + pad.space
        text: qsTr("删除")
        iconName: "backspace"
        onPressed: pad.erase()
    }
    PadKey {
        objectName: "clear"
        x: 3 * (pad.keyWidth + pad.space)
        y: (pad.withDone ? 1 : 2) * (pad.keyHeight + pad.space)
        width: pad.keyWidth
        height: pad.withDone ? pad.keyHeight : 2 * pad.keyHeight + pad.space
        text: qsTr("清空")
        iconName: "eraser"
        onPressed: pad.clear()
    }
    PadKey {
        objectName: "done"
        x: 3 * (pad.keyWidth + pad.space)
        y: 2 * (pad.keyHeight + pad.space)
        width: pad.keyWidth
        height: 2 * pad.keyHeight + pad.space
        visible: pad.withDone
        text: qsTr("完成")
        iconName: "check"
        onClicked: pad.done()
    }
}
